"""A daily copy that cannot be made is told in the app, and the response is kept."""

from quiz.paths import data_folder
from quiz.tui.app import QuizApp


async def test_a_backup_that_fails_is_told(nine_file: object) -> None:
    app = QuizApp()
    async with app.run_test() as pilot:
        app.services.store.tell("backups: the scores could not be backed up [/x]")
        await pilot.pause()
        assert [one.message for one in app._notifications] == ["backups: the scores could not be backed up [/x]"]
    assert data_folder().is_dir()
