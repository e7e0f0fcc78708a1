@echo off
chcp 65001 >nul
cd /d "%~dp0"
if exist ".venv\Scripts\python.exe" (
    ".venv\Scripts\python.exe" instalar.py --iniciar
) else (
    call instalar.bat --iniciar
)
