insert into note (learner, bank, question, text, star, at)
values (:learner, :bank, :question, :text, :star, :at)
on conflict (learner, bank, question) do update set text = excluded.text, star = excluded.star, at = excluded.at
