"""What porting is: values and rules, with no file, no widget and no clock in them."""
