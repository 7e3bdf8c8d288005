"""Records of the knowledge base, without any reading or writing."""
