"""What an operation declares, place by place: parameters, bodies, security, names, texts."""
