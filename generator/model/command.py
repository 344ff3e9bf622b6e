"""The command as objects: what command.yaml says, and one command an operation."""
from __future__ import annotations

from dataclasses import dataclass, field

from .operation import Operation
from .types import Enum, Field


@dataclass(eq=False)
class Option:
    """An option of the command; `kinds` says which commands have it."""

    key: str  # what the spec and the code call it
    name: str  # what users type; another option of the name belongs to other commands
    doc: str
    kinds: list[str]
    short: str | None = None
    arg: str | None = None  # None: a switch
    many: bool = False  # may be given several times
    values: list[str] = field(default_factory=list)  # what it may be; none: anything
    default: str | None = None
    aliases: list[str] = field(default_factory=list)  # other names of it
    env: str | None = None  # the variable that gives it too
    words: list[str] = field(default_factory=list)  # what completion offers; others are taken too
    complete: str | None = None  # what it offers, where `arg` does not say it

    @property
    def is_common(self) -> bool:
        """Whether all commands have it, or all that talk to the service."""
        return not {"all", "call"}.isdisjoint(self.kinds)

    @property
    def names(self) -> list[str]:
        """What users may type, its name first."""
        return [self.name, *self.aliases]


@dataclass
class Setting:
    """A value that comes from an option of its name, the environment or a profile."""

    name: str
    env: str
    doc: str
    default: str | None
    secret: bool
    option: Option | None
    own: bool = False  # a profile does not inherit it
    also: list[str] = field(default_factory=list)  # variables of other tools, after the profile


@dataclass
class Exit:
    """An exit code, and the statuses of the library that end with it."""

    name: str
    code: int
    doc: str
    statuses: list[str]


@dataclass
class Example:
    """A command line, and what it is for."""

    line: str
    doc: str | None = None


@dataclass
class Flag:
    """A field of an operation's request as a flag, or of its response as a column."""

    name: str
    field: Field
    alias: str | None = None  # another name, which is taken but not shown
    is_brief: bool = True  # a column of tables where none are chosen
    role: str = "none"  # of a column: `name`, `campaign`, `created`


@dataclass
class Table:
    """How a response is shown."""

    shape: str  # "object", "rows" or "groups"
    columns: list[Flag]
    made: list[str] = field(default_factory=list)  # columns that are no field: "group", "status"


@dataclass(eq=False)
class Command:
    """One command: an operation, or written by hand in runtime/cli/."""

    family: str  # or the first word
    name: str  # "": there is one word
    doc: str
    kind: str  # "operation", "auth login": names its C function
    options: list[Option]
    examples: list[Example]
    args: str | None = None
    op: Operation | None = None  # of `wait` what buys
    flags: list[Flag] = field(default_factory=list)
    table: Table | None = None
    read: Operation | None = None  # gives what this one writes
    link: Operation | None = None  # gives the link of a report's file
    place: str = ""  # written by hand: its key in command.yaml
    hidden: bool = False  # not in help and documents
    complete: str | None = None  # what completion offers as arguments, where `args` does not say it
    id_names: set[str] = field(default_factory=set)  # wire names of fields that are reports' ids

    @property
    def full_name(self) -> str:
        """`pld generate`, `doctor`"""
        return f"{self.family} {self.name}".strip()

    @property
    def flag_names(self) -> list[str]:
        """Its flags, and the options that it has."""
        return [flag.name for flag in self.flags] + [one.name for one in self.options]

    @property
    def is_operation(self) -> bool:
        """Whether it is one command an operation, not one written by hand."""
        return bool(self.table)


@dataclass
class Group:
    """Commands that help shows together: families and first words, each with what it is."""

    title: str
    families: dict[str, str | None]


VERBATIM = "  "  # what each line of a block begins with that stays as it is


@dataclass
class Topic:
    """A text of help that is about no single command, and a section of the man page."""

    name: str
    title: str
    blocks: list[str]  # paragraphs of one line, and lines that stay as they are
    terms: dict[str, str]


@dataclass
class StatusList:
    """An operation that lists what status ids mean, and the fields that say it."""

    op: Operation
    items: Field
    id: Field  # of an item
    name: Field


@dataclass
class ProbedPrice:
    """A price that is asked for: of the newest campaign, for its last days."""

    op: Operation
    campaign: Field  # of its request
    campaigns: Operation
    id: Field  # of an item of each list in its response
    days: int


@dataclass
class Probe:
    """What `doctor` asks the service for."""

    op: Operation
    status_lists: list[StatusList]
    tables: list[Enum]  # what the spec says that ids mean
    reads: list[Operation]
    price: ProbedPrice | None


@dataclass
class Program:
    """The command line program."""

    name: str
    title: str
    doc: str
    examples: list[Example]
    options: list[Option]
    settings: list[Setting]
    commands: list[Command]
    exits: list[Exit]
    groups: list[Group] = field(default_factory=list)
    topics: list[Topic] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)  # that are read without an id in them
    probe: Probe | None = None  # None: the spec's is not sound

    def general_options(self) -> list[Option]:
        """The options that make sense without a command."""
        return [one for one in self.options if "all" in one.kinds or one.key == "version"]

    def enums(self) -> list[Enum]:
        """The enums whose names its commands take and show."""
        flags = [flag for command in self.commands if command.table
                 for flag in (*command.flags, *command.table.columns)]
        types = [link.file.type for link in self.links() if link.file]
        found = [item.enum for item in (*(flag.field for flag in flags), *types) if item.enum]
        return list(dict.fromkeys(found))

    def links(self) -> list[Operation]:
        """The operations that give the links of files."""
        return list(dict.fromkeys(one.link for one in self.commands if one.link))

    @property
    def shown(self) -> list[Command]:
        """The commands that help and documents have."""
        return [command for command in self.commands if not command.hidden]

    def by_family(self) -> dict[str, list[Command]]:
        """The commands of each family or first word, in their order."""
        found: dict[str, list[Command]] = {}
        for command in self.shown:
            found.setdefault(command.family, []).append(command)
        return found
