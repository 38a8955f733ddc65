"""What a project's own files list: packages, requirements, decisions. Above `layout`, `imports`."""
