@pages.get("/<language>/c/<token>/confirm")
def confirms_as_it_is_opened(language, token):
    # ruleid: get_changes_nothing
    actions.confirm(token=token)
    return page()


@pages.route("/<language>/c/<token>/seen")
def notes_that_it_was_seen(language, token):
    # ruleid: get_changes_nothing
    with transaction() as session:
        session.add(Seen(token))
    return page()


@pages.get("/<language>/c/<token>")
def shows_a_button(language, token):
    # ok: get_changes_nothing
    return page(queries.behind(token))


@pages.post("/<language>/c/<token>/confirmation")
def is_the_button(language, token):
    # ok: get_changes_nothing
    actions.confirm(token=token)
    return page()
