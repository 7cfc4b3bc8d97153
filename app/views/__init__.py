"""The window, its pages and its sheets; they only draw."""
