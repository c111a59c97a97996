"""What a notebook shows: one module per widget."""
