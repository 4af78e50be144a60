"""Jupyter's server for this checkout; `notebooks/tools/jupyter_config.py` makes the environment read it.

The export menu gives the same page as `make html`, no request leaves this machine, and what only authors need is off.
Address, token and port stay Jupyter's defaults: loopback, a fresh random token, the next free port.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import page

c = get_config()  # noqa: F821 - traitlets gives it to a configuration file

page.configure(c)
# The other formats of the menu need a program that the set-up does not bring, or load from the outside.
for exporter in ("ASCIIDoc", "Latex", "PDF", "QtPDF", "QtPNG", "RST", "Slides", "WebPDF"):
    c[f"{exporter}Exporter"].enabled = False

# No news, no check for a newer release, no catalogue of extensions: each would be a request to the outside.
c.LabApp.news_url = None
c.LabApp.check_for_updates_class = "jupyterlab.NeverCheckForUpdate"
c.LabApp.extension_manager = "readonly"

# Authors call jupytext from `make edit` and `make save`; as an extension it would open every .md and .java as a notebook.
c.ServerApp.jpserver_extensions = {"jupyterlab_jupytext": False}
