"""What learners are asked: items of the self-test and cards of the deck, made from claims. No markup, no pages."""
