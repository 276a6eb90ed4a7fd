"""What the explorer shows, prepared without it: pages as plain data, over any `Store`."""
