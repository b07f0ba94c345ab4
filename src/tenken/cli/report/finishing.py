"""What may be done with a report's PDF when it is finished: signed with a key, or locked with a password.

Which PDF that is, is the command's business, and how it is done ``render.pdf``'s. The libraries for it are an extra,
looked for and loaded only where it is asked for. All that can be refused is refused before the report is laid out.
"""

from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from tenken.cli import passwords
from tenken.cli.context import AppContext, moment
from tenken.cli.options import PROTECTION
from tenken.core.problem import FileProblems, MachineLacks, Problem, UsageProblem
from tenken.render.formats import OutputFormat
from tenken.render.pdf import encryption, signature
from tenken.render.pdf.signature import SigningKey
from tenken.store.validation.toml_file import read_bytes

Sign: TypeAlias = Annotated[
    Path | None, typer.Option("--sign", metavar="KEY.p12", help="cli.report.sign", rich_help_panel=PROTECTION)
]
SignPasswordFile: TypeAlias = Annotated[
    Path | None, typer.Option("--sign-password-file", help="cli.report.sign_password_file", rich_help_panel=PROTECTION)
]
Encrypt: TypeAlias = Annotated[bool, typer.Option("--encrypt", help="cli.report.encrypt", rich_help_panel=PROTECTION)]


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked for on the command line."""

    sign: Path | None
    sign_password_file: Path | None
    encrypt: bool
    password_file: Path | None
    opens: bool
    """Whether the password may be for a PDF that is read."""

    @property
    def files(self) -> tuple[Path | None, ...]:
        """The files that it names."""
        return (self.sign, self.sign_password_file, self.password_file)


@dataclass(frozen=True, slots=True)
class Finish:
    """What is done with the PDF, all of it at hand."""

    key: SigningKey | None
    password: str | None
    made: bool
    """Whether nobody but tenken knows the password so far."""
    moment: datetime

    def applied(self, content: bytes) -> bytes:
        """The PDF signed or locked, or as it is."""
        if self.key:
            return signature.signed(content, self.key, self.moment)
        return encryption.encrypted(content, self.password) if self.password else content

    def tell(self, app: AppContext) -> None:
        """Say what a person has to know of it; a password that was made is said here and nowhere else."""
        if self.key:
            app.message(app.words("cli.report.signed", signer=self.key.name))
        if self.made and self.password:
            app.message(app.words("cli.report.password", password=self.password))


def refuse(wish: Wish, form: OutputFormat) -> None:
    """Raise UsageProblem for wishes that do not go together, or not with that format."""
    options = {"--sign": wish.sign, "--encrypt": wish.encrypt}
    named = [option for option, given in options.items() if given]
    if named and not form.carries_files:
        raise UsageProblem("finish-is-pdf", {"option": named[0], "form": form.name})
    if named and form.name != "pdf":
        raise UsageProblem("finish-archive", {"option": named[0]})
    if len(named) > 1:
        raise UsageProblem("sign-or-encrypt")
    if wish.sign_password_file and not wish.sign:
        raise UsageProblem("option-for-nothing", {"option": "--sign-password-file", "needs": "--sign"})
    if wish.password_file and not (wish.encrypt or wish.opens):
        raise UsageProblem("option-for-nothing", {"option": "--password-file", "needs": "--encrypt / --previous"})


def prepared(app: AppContext, wish: Wish) -> Finish:
    """The key read and the password known.

    Raises MachineLacks where the extra is missing, FileProblems for a key or a password that will not do, UsageProblem
    where nobody can be asked for the key's password.
    """
    now = moment(app.today)
    if wish.sign:
        _needs("pyhanko", "cryptography")
        return Finish(_key(app, wish.sign, wish.sign_password_file, now), None, made=False, moment=now)
    if wish.encrypt:
        _needs("cryptography")
        password = _password(app, wish.password_file)
        return Finish(None, password or encryption.made_password(), made=not password, moment=now)
    return Finish(None, None, made=False, moment=now)


def _needs(*modules: str) -> None:
    for module in modules:
        try:
            import_module(module)
        except ImportError:
            raise MachineLacks("no-sign-extra") from None


def _key(app: AppContext, path: Path, password_file: Path | None, now: datetime) -> SigningKey:
    """The key; a person is asked for its password only where it has one."""
    name = str(path)
    content = read_bytes(path, name, signature.LARGEST_KEY)
    if password_file:
        return signature.load_key(name, content, passwords.from_file(password_file), now)
    try:
        return signature.load_key(name, content, "", now)
    except FileProblems as refused:
        if refused.problems[0].what != "key-password":
            raise
    if not app.can_ask:
        raise UsageProblem("sign-password", {"file": name})
    return signature.load_key(name, content, passwords.asked(app, "of_key", file=name), now)


def _password(app: AppContext, path: Path | None) -> str:
    """The password that somebody wants the PDF to have; empty where tenken is to make one."""
    if path:
        password = passwords.from_file(path)
        if not encryption.fits(password):
            raise FileProblems([Problem(file=str(path), what="password-unfit", values={"most": encryption.LONGEST})])
        return password
    while app.can_ask and (password := passwords.asked(app, "new")):
        if not encryption.fits(password):
            app.message(app.words("cli.password.unfit", most=encryption.LONGEST))
        elif passwords.asked(app, "again") == password:
            return password
        else:
            app.message(app.words("cli.password.differs"))
    return ""
