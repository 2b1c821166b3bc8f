"""What makes a good question: item-writing rules over a neutral view, one function a rule, and fixes by spans."""
