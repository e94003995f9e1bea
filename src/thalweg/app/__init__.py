"""The local app: the live page in a browser, with Python behind it. Loopback only."""
