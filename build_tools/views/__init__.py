"""What pages show, computed once as plain records. No markup, no addresses."""
