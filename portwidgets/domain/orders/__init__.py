"""Port orders: how numbers are split into them, what gets one rejected, how states follow."""
