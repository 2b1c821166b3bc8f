"""What makes a good question: item-writing rules over a neutral form, one function a rule, and fixes by spans."""
