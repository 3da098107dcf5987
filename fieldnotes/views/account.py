"""One's own account: password and personal tokens."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.forms import PasswordChangeForm
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fieldnotes import access
from fieldnotes.actions import people as actions
from fieldnotes.forms import TokenForm
from fieldnotes.http import Request


def account(request: Request) -> HttpResponse:
    """Shows the tokens; a new one's text is shown once, in the answer that made it."""
    form = TokenForm(request.POST or None)
    made = ""
    if request.method == "POST" and form.is_valid():
        made = actions.make_token(user=request.user, name=form.cleaned_data["name"])
        form = TokenForm()
    tokens = request.user.tokens.order_by("name")
    return render(request, "account.html", {"form": form, "tokens": tokens, "made": made})


def password(request: Request) -> HttpResponse:
    form = PasswordChangeForm(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        update_session_auth_hash(request, form.save())
        messages.success(request, _("Your password is changed."))
        return redirect("account")
    return render(request, "password.html", {"form": form})


@require_POST
def revoke(request: Request, token_id: int) -> HttpResponse:
    token = access.own_token(request.user, token_id)
    actions.revoke_token(token=token)
    messages.success(request, _("The token %(name)s no longer works.") % {"name": token.name})
    return redirect("account")
