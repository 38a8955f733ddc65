"""The code that is written: models, Protocols, routers. Above `text`; knows no files."""
