"""What every request passes through: one concept a module, none of them knows a dispute."""
