"""JupyterLab and Notebook 7 with the extension, driven in a real Chromium."""
