@echo off
chcp 65001 >nul
cd /d "%~dp0"
where py >nul 2>nul
if %errorlevel%==0 (
    py -3 instalar.py %*
) else (
    python instalar.py %*
)
if errorlevel 9000 (
    echo Instale Python 3.13 desde el paquete que le entregaron y repita.
    echo Install Python 3.13 from the package you were given and repeat.
)
pause
