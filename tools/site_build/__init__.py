"""What turns the pages of docs/ into a site, and into tests: see docs/architecture.md."""
