-- Whether it is finished is written only where that changed: another window may have finished it meanwhile.
update attempt
set position = :position,
    time_left = :time_left,
    extended = :extended,
    finished = case when :turned = 1 then :finished else finished end
where id = :attempt
