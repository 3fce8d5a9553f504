"""What a concept of the register is: its fields as data, and the records as plain documents."""
