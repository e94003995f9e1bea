"""What turns the pages of docs/ into a site, and into tests: "Lessons and pages" in CONTRIBUTING.md."""
