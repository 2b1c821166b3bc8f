insert into item (attempt_id, position, snapshot_id, bank, question, type, chance, points, presentation)
values (
    :attempt, :position, (select id from snapshot where digest = :digest), :bank, :question, :type, :chance,
    :points, :presentation
)
