"""Small inline charts for the HTML report."""
