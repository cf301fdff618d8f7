def logs_an_address(form):
    # ruleid: one_door_to_what_is_personal
    log.info("submitted", email=form.email.data)


def logs_whatever_it_has(row):
    # ruleid: one_door_to_what_is_personal
    log.warning(f"can't open {row}")


def reads_a_network_by_itself(request):
    # ruleid: one_door_to_what_is_personal
    return request.headers.get("X-Forwarded-For")


def logs_an_event(row):
    # ok: one_door_to_what_is_personal
    log.warning("record.unopened", record_count=1)
