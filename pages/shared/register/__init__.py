"""What every concept of the register is shown with: list, facts, form, two versions side by side, history, grid."""
