"""Quality of a register: of each record, whether it is complete, valid, unique, consistent and in time."""
