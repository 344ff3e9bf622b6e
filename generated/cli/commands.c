/* SPDX-License-Identifier: MIT */
/* Made from spec/ by `make regen`: change the spec, not this file. */

#include "command/command.h"
#include <iqm/insights.h>
#include "iqm_descriptors.h"

#define LEN(rows) (sizeof(rows) / sizeof((rows)[0]))

const struct iqm_api *const cli_api = &iqm_insights_api;
const char cli_title[] = "buy, wait for and save IQM Insights reports";
const char cli_doc[] = "Lists, prices, buys, waits for, saves and deletes IQM's advertising reports: PLD (Provider Level Data), SLS (ScriptLift Studies) and AQS (Audience Quality Score). Data goes to standard output, all else to standard error. A purchase is shown with its price where the service can price it, confirmed, recorded, and never sent twice.";

const struct cli_example cli_examples[] = {
	{ "iqm-insights auth login", "Log in; the token is cached for later commands." },
	{ "iqm-insights pld list", "The newest PLD reports." },
	{ "iqm-insights sls list --all -o csv", "All SLS reports for a spreadsheet." },
	{ "iqm-insights pld generate --campaign-id 451351 --start-date 2026-01-05 --end-date 2026-01-11 --timezone America/New_York --wait --save pld.xlsx",
	  "Buy a report, wait for it, and save it." },
	{ "iqm-insights pld wait 10 11 12", "Wait until reports are ready." },
	{ "iqm-insights journal resume", "Continue what a killed run began." },
	{ NULL, NULL }
};

/* ---- help ---------------------------------------------------------------------------------- */

static const struct cli_family group_1[] = {
	{ "pld", "Provider Level Data reports" },
	{ "sls", "ScriptLift Studies reports" },
	{ "aqs", "Audience Quality Score reports" },
	{ NULL, NULL }
};

static const struct cli_family group_2[] = {
	{ "buy", NULL },
	{ "journal", NULL },
	{ NULL, NULL }
};

static const struct cli_family group_3[] = {
	{ "auth", "Authentication" },
	{ "config", NULL },
	{ "doctor", NULL },
	{ NULL, NULL }
};

static const struct cli_family group_4[] = {
	{ "static", "Lists that seldom change" },
	{ "api", NULL },
	{ "help", NULL },
	{ "version", NULL },
	{ NULL, NULL }
};

const struct cli_group cli_groups[] = {
	{ "Reports", group_1 },
	{ "Purchases", group_2 },
	{ "Account and settings", group_3 },
	{ "Other", group_4 },
	{ NULL, NULL }
};

static const struct cli_term topic_1[] = {
	{ "base-url", "Where the service is. A profile does not inherit it." },
	{ "token",
	  "Access token, instead of a log-in. A profile does not inherit it. Secret: no option gives it." },
	{ "ow-id", "Workspace id. A profile does not inherit it." },
	{ "client-id", "Client id that IQM issued. A profile does not inherit it." },
	{ "client-secret",
	  "Client secret that IQM issued. A profile does not inherit it. Secret: no option gives it." },
	{ "username", "User to log in as. A profile does not inherit it." },
	{ "password",
	  "The user's password. A profile does not inherit it. Secret: no option gives it." },
	{ "ca-file",
	  "PEM file of trusted certificates, in place of the system's. A profile does not inherit it." },
	{ "ca-dir",
	  "Folder of trusted certificates, each under its hash, beside ca-file or alone. A profile does not inherit it." },
	{ "client-cert",
	  "PEM file of the client's certificate, for a service or gateway that wants one. A profile does not inherit it." },
	{ "client-key",
	  "PEM file of its key, without a password; else the key is in client-cert too. A profile does not inherit it." },
	{ "proxy",
	  "Proxy for all requests but those to this machine: `http://10.0.0.1:3128`, https, socks5h, socks4a; or `none`. In `http://user:password@host` a password has `%40` for `@`. It goes before https_proxy and no_proxy, which count without it." },
	{ "dialect", "What to send where IQM's documents disagree. Default: page." },
	{ "timezone", "Zone of dates that name none." },
	{ "display-timezone", "Zone of times that are shown; without it `timezone`." },
	{ "budget",
	  "The most that purchases in one service and workspace may cost in a calendar day, week, month, quarter or year, such as `5000 per month`; or `none`. It is counted from the journal, by the calendar of the setting `timezone` (else UTC): what may have been bought counts, and what has no price is over it. --over-budget buys all the same." },
	{ "store",
	  "PostgreSQL database that hosts share: the journal of purchases and the rate limit are there, and not in files. `postgresql://user@host/db`; a password may be in it, in PGPASSWORD, or in ~/.pgpass." },
	{ "no-purchases",
	  "Refuse every purchase before anything is sent, unless it is 0, no, false or empty." },
	{ "output", "Format of the data: table, json, jsonl, csv, tsv. Default: table." },
	{ "timeout", "Most time for one call. Default: 2m." },
	{ NULL, NULL }
};

static const struct cli_term topic_2[] = {
	{ "0 ok", "Done." },
	{ "1 failed", "Failed on this machine: a file, memory, the journal." },
	{ "2 usage", "The command line or the request is wrong; nothing was sent." },
	{ "3 config", "A setting or the configuration file is wrong, or one is missing." },
	{ "4 auth", "Not logged in, or the service refused the log-in or token." },
	{ "5 forbidden", "The user may not do this." },
	{ "6 not-found", "The service has no such thing, or a report is gone." },
	{ "7 refused",
	  "The service refused it; of a purchase also: an overlapping report is being made." },
	{ "8 rate-limited", "The rate limit is used up." },
	{ "9 network", "No response. Of a purchase: it was not sent." },
	{ "10 server", "The service failed, or its response cannot be read." },
	{ "11 unknown-outcome",
	  "It may have been bought: check with `journal resume`, do not buy again. Or what is done once may have been done." },
	{ "12 report-failed", "The service could not make the report." },
	{ "13 timed-out", "It timed out." },
	{ "14 declined", "Not confirmed: nothing was bought, or deleted." },
	{ "15 file-exists", "A file of that name exists; it was not touched." },
	{ "16 price", "Not bought: over the limit or the budget, no price, or no funds." },
	{ "17 exists", "Such a report exists already: nothing was bought." },
	{ "18 key-used", "The journal has another purchase under this key; nothing was sent." },
	{ "19 broken-file",
	  "What was downloaded is not a whole file of its type; it stays as FILE.part." },
	{ "20 not-seen", "The list does not show the report yet, or several fit." },
	{ "21 doctor", "The doctor found something to fix." },
	{ "22 duplicate",
	  "The same order was bought, or may have been, under another key; nothing was sent." },
	{ "23 differs",
	  "The journal and the service's lists differ: `journal reconcile` has said where." },
	{ "130 interrupted",
	  "Ended by Ctrl-C; it is 143 by SIGTERM, and 129 by SIGHUP, as when a terminal is closed." },
	{ NULL, NULL }
};

static const struct cli_term topic_3[] = {
	{ "2026-01-05", "The day." },
	{ "2026-01-05..2026-01-11",
	  "From the first day to the last. Months, weeks and the others may stand there too." },
	{ "2026-W02", "The week by ISO 8601, Monday to Sunday." },
	{ "2026-01, 2026-Q1, 2026", "The month, the quarter, the year." },
	{ "yesterday, last-week, last-month, last-quarter, last-year",
	  "The last one that is over." },
	{ "last-7-days",
	  "As many days, the last of which was yesterday. Any number may stand there." },
	{ "today, this-week, this-month, this-quarter, this-year", "The one that is not over." },
	{ NULL, NULL }
};

static const struct cli_term topic_4[] = {
	{ "family, operation", "What is ordered: `pld`, or `pld.generate`." },
	{ "key",
	  "The purchase's key. Without one it is made of what the row orders, so the same row never buys twice." },
	{ "timezone, period, allow-incomplete", "As the options, for this row." },
	{ "max-cost, max-days, allow-duplicate", "As the options, for this row." },
	{ "save", "The file's name in --save-dir." },
	{ NULL, NULL }
};

static const struct cli_term topic_5[] = {
	{ "IQM_PROFILE", "In place of `--profile`." },
	{ "IQM_BASE_URL", "The setting `base-url`." },
	{ "IQM_TOKEN", "The setting `token`." },
	{ "IQM_OW_ID", "The setting `ow-id`." },
	{ "IQM_CLIENT_ID", "The setting `client-id`." },
	{ "IQM_CLIENT_SECRET", "The setting `client-secret`." },
	{ "IQM_USERNAME", "The setting `username`." },
	{ "IQM_PASSWORD", "The setting `password`." },
	{ "IQM_CA_FILE", "The setting `ca-file`." },
	{ "IQM_CA_DIR", "The setting `ca-dir`." },
	{ "IQM_CLIENT_CERT", "The setting `client-cert`." },
	{ "IQM_CLIENT_KEY", "The setting `client-key`." },
	{ "IQM_PROXY", "The setting `proxy`." },
	{ "IQM_DIALECT", "The setting `dialect`." },
	{ "IQM_TIMEZONE", "The setting `timezone`." },
	{ "IQM_DISPLAY_TIMEZONE", "The setting `display-timezone`." },
	{ "IQM_BUDGET", "The setting `budget`." },
	{ "IQM_STORE", "The setting `store`." },
	{ "IQM_NO_PURCHASES", "The setting `no-purchases`." },
	{ "IQM_OUTPUT", "The setting `output`." },
	{ "IQM_TIMEOUT", "The setting `timeout`." },
	{ "CURL_CA_BUNDLE, SSL_CERT_FILE",
	  "The setting `ca-file`, where nothing else gives it; the first of them counts." },
	{ "SSL_CERT_DIR",
	  "The setting `ca-dir`, where nothing else gives it; the first of them counts." },
	{ "XDG_CONFIG_HOME, XDG_STATE_HOME",
	  "Where files are, see `help files`; `~/.config` and `~/.local/state` where they are not set." },
	{ "https_proxy, HTTPS_PROXY, http_proxy, all_proxy, ALL_PROXY",
	  "URL of a proxy, such as `http://proxy.example.com:3128`, for URLs that begin with `https` or `http`, or for all. Nothing on this machine is asked through one. The setting `proxy` goes before them." },
	{ "no_proxy, NO_PROXY",
	  "Hosts and domains, with commas between, that are asked without a proxy; `*` for all." },
	{ "NO_COLOR, TERM, COLUMNS",
	  "No colour where `NO_COLOR` is set or `TERM` is `dumb`; the width of tables and of this text." },
	{ NULL, NULL }
};

static const struct cli_term topic_6[] = {
	{ "$XDG_CONFIG_HOME/iqm-insights/config",
	  "A section for each profile, `[default]` first, with lines `name = value`: the settings by their names, without the whitespace around the value. A line that begins with `#` is a comment. Errors name the line. A byte-order mark before the first line is skipped. What `config set` and the like write has mode 600. `config.lock` beside it keeps two of them apart, `config.edit` is what an edit with mistakes left." },
	{ "$XDG_STATE_HOME/iqm-insights/",
	  "Open to nobody else. Where it cannot be made or written, nothing is bought and no log-in is kept; all else works, with a rate limit that is not shared. `journal` records the purchases of all profiles: do not delete it. Without it keys that have bought are not known any more, nor what of them is left to do: nothing is bought then until `journal repair --accept-lost`. `journal.lock` beside it shows that there was one; without both, a key may buy a second time. `journal.damaged` and `journal.archive` are what a repair and an archive took out of it. `limits` has a file for each service: the rate limit that all runs share. `profiles/NAME/token` is the cached token, of one user and service, with the client id and secret that renew it, mode 600; `profiles/NAME/recent` has the ids that lists have shown on a terminal, for completion." },
	{ NULL, NULL }
};

const struct cli_topic cli_topics[] = {
	{ "settings", "Settings",
	  "A setting is taken from the options, else from the environment, else from the profile, else from its default. A profile is a section of the configuration file, whose lines are `name = value`; `#` begins a comment. What a profile lacks it inherits from `[default]`, but for what says where secrets go, or whom to trust.\n\n  [default]\n  timezone = America/New_York\n\n  [work]\n  ow-id = 1234\n\nThe file must be its user's own, or root's, and so must be its folder: nobody else may write in them. With secrets in it nobody else may read it (`chmod 600`).",
	  topic_1 },
	{ "exit-codes", "Exit status", "Where several apply, the first one counts.", topic_2 },
	{ "periods", "Periods",
	  "`--period` names the days of an order; `--since` takes a period too, for the time when it begins. Its days are those of --timezone. Of an order it must be over, unless --allow-incomplete is given.",
	  topic_3 },
	{ "orders", "Orders file",
	  "`buy` reads CSV, with a line of names, or JSON lines, an object each; what begins with `{` is JSON. A row is an order. `-` is standard input.\n\n  family,campaign-id,period,key\n  pld,451351,2024-11,november-451351\n  pld,451350,2024-11,november-451350\n\nColumns are the fields of the operation by the names of their flags, and these. What a row leaves empty the flags of the command line say. A list has commas between its items, and so is put in quotes in CSV.",
	  topic_4 },
	{ "environment", "Environment",
	  "Each setting has a variable; an option of the command line goes before it.", topic_5 },
	{ "files", "Files",
	  "`$XDG_CONFIG_HOME` is `~/.config` where it is not set, and `$XDG_STATE_HOME` is `~/.local/state`.",
	  topic_6 },
	{ NULL, NULL, NULL, NULL }
};

/* ---- options, settings, exit codes --------------------------------------------------------- */

static const char *const output_values[] = {
"table", "json", "jsonl", "csv", "tsv", NULL
};

static const char *const order_family_values[] = {
"pld", "sls", "aqs", NULL
};

static const char *const purchase_family_values[] = {
"pld", "sls", "aqs", NULL
};

static const char *const spend_by_values[] = {
"day", "month", "family", "campaign", "workspace", NULL
};

static const char *const dialect_values[] = {
"page", "openapi", "samples", "july-file", "older-file", NULL
};

static const char *const columns_aliases[] = {
"fields", NULL
};

const struct cli_option_info cli_options[] = {
	{ "output", 'o', false, "FORMAT",
	  "Format of the data. Where a command prints a response of the service, json and jsonl are its own text; but bytes that are not UTF-8 become U+FFFD, on a terminal unsafe characters become escapes, and jsonl has no whitespace between tokens. With both, standard error is JSON lines: error, note, warning, plan, log.",
	  NULL, output_values, NULL, NULL, true },
	{ "columns", 0, false, "LIST",
	  "Columns that are printed: their names with commas between, as `id,status`, or `all`. With json and jsonl each row is an object of these, with times as text.",
	  NULL, NULL, columns_aliases, NULL, false },
	{ "excel", 0, false, NULL,
	  "CSV for a spreadsheet: lines end in CRLF, a byte-order mark comes first, and texts that a spreadsheet would run have an apostrophe before them.",
	  NULL, NULL, NULL, NULL, true },
	{ "all", 0, false, NULL, "All rows, on however many pages they are.", NULL, NULL, NULL,
	  NULL, false },
	{ "limit", 0, false, "N", "At most N rows, on however many pages they are.", NULL, NULL,
	  NULL, NULL, false },
	{ "status", 0, false, "LIST",
	  "Only reports with one of these statuses, with commas between: processing, ready, failed, unknown. Where the service's number may mean another status (`failed?`) it counts as the likelier one. This filter, --since, --campaign-id and --name are applied here: all pages are read, as the service has none of them.",
	  NULL, NULL, NULL, NULL, false },
	{ "since", 0, false, "WHEN",
	  "Only reports made since: a date or a time, so long ago (90d, 12h), or when a period began (this-month, 2026-01).",
	  NULL, NULL, NULL, NULL, false },
	{ "campaign-id", 0, false, "IDS",
	  "Only reports for one of these campaigns, by id, with commas between.", NULL, NULL, NULL,
	  NULL, false },
	{ "name", 0, false, "PATTERN",
	  "Only reports whose whole name is like this, in any letter case; `*` stands for any text, `?` for one character.",
	  NULL, NULL, NULL, NULL, false },
	{ "body", 0, false, "JSON",
	  "The request's body: JSON, `@FILE` or `-` for standard input. Flags override it.", NULL,
	  NULL, NULL, NULL, false },
	{ "set", 0, true, "NAME=VALUE",
	  "Read what the service has, change this, write all of it back.", NULL, NULL, NULL, NULL,
	  false },
	{ "timezone", 0, false, "ZONE",
	  "Zone of dates that name none, such as America/New_York or UTC, and of times that are shown. To price or buy an order, such dates need it.",
	  NULL, NULL, NULL, NULL, false },
	{ "display-timezone", 0, false, "ZONE",
	  "Zone of times that are shown; without it that of --timezone, else UTC. A table shows the day alone where a time is its first or last second there.",
	  NULL, NULL, NULL, NULL, false },
	{ "period", 0, false, "PERIOD",
	  "The days in words, in place of the first and the last: `2026-01`, `2026-W02`, `2026-01-05..2026-01-11`, `last-week`, `last-month`; all of them by `help periods`. They are days of --timezone.",
	  NULL, NULL, NULL, NULL, false },
	{ "allow-incomplete", 0, false, NULL,
	  "With --period: also days that are not over, such as those of this-month.", NULL, NULL,
	  NULL, NULL, false },
	{ "yes", 'y', false, NULL, "Buy, settle or delete without asking.", NULL, NULL, NULL, NULL,
	  false },
	{ "dry-run", 0, false, NULL,
	  "Print the plan that a purchase shows, as data: the order, its price, who pays, and how the purchase would end, with its exit code. JSON has also the request. Buy nothing.",
	  NULL, NULL, NULL, NULL, false },
	{ "dry-run", 0, false, NULL, "Show what would be deleted; delete nothing.", NULL, NULL,
	  NULL, NULL, false },
	{ "max-cost", 0, false, "AMOUNT", "Buy nothing that costs more.", NULL, NULL, NULL, NULL,
	  false },
	{ "over-budget", 0, false, NULL,
	  "Buy although it is over the setting `budget`, or what it costs is not known.", NULL,
	  NULL, NULL, NULL, false },
	{ "max-days", 0, false, "N", "Buy nothing that is for more days.", NULL, NULL, NULL, NULL,
	  false },
	{ "key", 0, false, "KEY",
	  "The purchase's key in the journal. The same key never buys twice: run again, the command continues where it stopped.",
	  NULL, NULL, NULL, NULL, false },
	{ "allow-duplicate", 0, false, NULL,
	  "Buy although the journal has the same order under another key.", NULL, NULL, NULL, NULL,
	  false },
	{ "wait", 0, false, NULL, "Wait until the report is ready.", NULL, NULL, NULL, NULL,
	  false },
	{ "save", 0, false, "FILE",
	  "Save the report's file; its type is the name's ending. A file that exists is never replaced, and a new one is its owner's alone unless --mode says otherwise. A download takes `-` for standard output, but only a csv goes to a terminal.",
	  NULL, NULL, NULL, NULL, false },
	{ "save-dir", 0, false, "DIR",
	  "Save the files of several reports in this directory, which is made where it is not there.",
	  NULL, NULL, NULL, NULL, false },
	{ "name", 0, false, "TEMPLATE",
	  "With --save-dir: names of the files. {family}, {id} and each column of the list in braces, such as {name}, {campaign-id} or {start-date}, which is a day of --timezone. By default {family}-{id} and the ending of the file type, or .xlsx.",
	  NULL, NULL, NULL, NULL, false },
	{ "all-ready", 0, false, NULL,
	  "With --save-dir: save all reports that are ready, but for files that exist already.",
	  NULL, NULL, NULL, NULL, false },
	{ "strict", 0, false, NULL,
	  "With --save: a file that came whole, but is not as a CSV or XLSX should be, is refused and stays as FILE.part. Without it that is a warning.",
	  NULL, NULL, NULL, NULL, false },
	{ "mode", 0, false, "MODE", "Permissions of files that are saved, in octal.", "0600", NULL,
	  NULL, NULL, false },
	{ "wait-timeout", 0, false, "TIME", "Most time to wait for reports: 90s, 15m, 2h.", "1h",
	  NULL, NULL, NULL, false },
	{ "interval", 0, false, "TIME", "Time between two polls while waiting, at first.", "15s",
	  NULL, NULL, NULL, false },
	{ "max-interval", 0, false, "TIME", "Time between two polls while waiting, at most.", "2m",
	  NULL, NULL, NULL, false },
	{ "max-total", 0, false, "AMOUNT", "Buy nothing if all orders together cost more.", NULL,
	  NULL, NULL, NULL, false },
	{ "family", 0, false, "FAMILY",
	  "The family of orders whose rows name neither `family` nor `operation`.", NULL,
	  order_family_values, NULL, NULL, false },
	{ "save-dir", 0, false, "DIR",
	  "Wait, and save the files in this directory, which is made where it is not there.", NULL,
	  NULL, NULL, NULL, false },
	{ "name", 0, false, "TEMPLATE",
	  "With --save-dir: names of the files. In braces: family, key, line, and the fields of the order, such as {campaign-id}, {name} and {start-date}, which is a day of --timezone. A column `save` names the file of its row.",
	  "{family}-{campaign-id}-{start-date}.xlsx", NULL, NULL, NULL, false },
	{ "bought", 0, false, "ID",
	  "Record that it bought this report, which must be in the service's list.", NULL, NULL,
	  NULL, NULL, false },
	{ "not-bought", 0, false, NULL,
	  "Record that it bought nothing, an hour after it was sent or later. The service's list must prove it; of a report that was to be regenerated, and of an order that a repair of the journal lost, your word is taken. Its key may buy then.",
	  NULL, NULL, NULL, NULL, false },
	{ "since", 0, false, "WHEN",
	  "Only what was made since: a date or a time, so long ago (90d, 12h), or when a period began (this-month, 2026-01).",
	  NULL, NULL, NULL, NULL, false },
	{ "probe", 0, false, NULL,
	  "Ask the service what IQM's documents leave open, by reads and one price, all of them free: which dialect it takes, names and units of fields, what status ids mean, how it says that a report is not there. It prints a transcript that has no names, texts, ids, addresses or links, and can be sent on.",
	  NULL, NULL, NULL, NULL, false },
	{ "accept-lost", 0, false, NULL,
	  "Buy from now on although purchases are lost: lines were damaged that nobody can read, or the database is another.",
	  NULL, NULL, NULL, NULL, false },
	{ "open", 0, false, NULL,
	  "Only purchases that something is left to do for: to find, wait for or save the report, or to settle it.",
	  NULL, NULL, NULL, NULL, false },
	{ "since", 0, false, "WHEN",
	  "Only purchases that were sent since: a date or a time, so long ago (90d, 12h), or when a period began (this-month, 2026-01).",
	  NULL, NULL, NULL, NULL, false },
	{ "family", 0, false, "FAMILY", "Only purchases of this family.", NULL,
	  purchase_family_values, NULL, NULL, false },
	{ "state", 0, false, "LIST",
	  "Only purchases in these states, with commas between: busy, open, unknown, bought, not-bought, refused.",
	  NULL, NULL, NULL, NULL, false },
	{ "by", 0, false, "WHAT", "What to sum by.", "month", spend_by_values, NULL, NULL, false },
	{ "profile", 0, false, "NAME",
	  "Section of the configuration file. What it lacks it inherits from `[default]`.",
	  "default", NULL, NULL, "IQM_PROFILE", true },
	{ "base-url", 0, false, "URL", "Where the service is.", NULL, NULL, NULL, NULL, true },
	{ "ow-id", 0, false, "ID", "Workspace id.", NULL, NULL, NULL, NULL, true },
	{ "ca-file", 0, false, "FILE", "PEM file of trusted certificates.", NULL, NULL, NULL, NULL,
	  true },
	{ "client-cert", 0, false, "FILE",
	  "PEM file of the client's certificate, for a service or gateway that wants one.", NULL,
	  NULL, NULL, NULL, true },
	{ "client-key", 0, false, "FILE",
	  "PEM file of its key; without it the key is in --client-cert too.", NULL, NULL, NULL,
	  NULL, true },
	{ "proxy", 0, false, "URL",
	  "Proxy for all requests, such as `http://10.0.0.1:3128`, or `none`. Without a password, which others could read here.",
	  NULL, NULL, NULL, NULL, true },
	{ "store", 0, false, "URL",
	  "PostgreSQL database that hosts share: the journal of purchases and the rate limit are there, and not in files. `postgresql://user@host/db`, without a password, which others could read here.",
	  NULL, NULL, NULL, NULL, true },
	{ "dialect", 0, false, "NAME", "What to send where IQM's documents disagree.", NULL,
	  dialect_values, NULL, NULL, true },
	{ "timeout", 0, false, "TIME", "Longest time for one call; a wait is made of many.", "2m",
	  NULL, NULL, NULL, true },
	{ "username", 0, false, "NAME", "User to log in as.", NULL, NULL, NULL, NULL, false },
	{ "client-id", 0, false, "ID", "Client id that IQM issued.", NULL, NULL, NULL, NULL,
	  false },
	{ "quiet", 'q', false, NULL, "Errors only on standard error.", NULL, NULL, NULL, NULL,
	  true },
	{ "verbose", 'v', false, NULL, "Log more: waits, log-ins, repeated requests.", NULL, NULL,
	  NULL, NULL, true },
	{ "debug", 0, false, NULL, "Log all: each request and response, without secrets.", NULL,
	  NULL, NULL, NULL, true },
	{ "help", 'h', false, NULL, "This text.", NULL, NULL, NULL, NULL, true },
	{ "version", 'V', false, NULL, "The version.", NULL, NULL, NULL, NULL, false },
};

static const char *const ca_file_also[] = {
"CURL_CA_BUNDLE", "SSL_CERT_FILE", NULL
};

static const char *const ca_dir_also[] = {
"SSL_CERT_DIR", NULL
};

const struct cli_setting_info cli_settings[] = {
	{ "base-url", "IQM_BASE_URL", NULL, "Where the service is.", false, OPT_BASE_URL, true,
	  NULL },
	{ "token", "IQM_TOKEN", NULL, "Access token, instead of a log-in.", true, -1, true, NULL },
	{ "ow-id", "IQM_OW_ID", NULL, "Workspace id.", false, OPT_OW_ID, true, NULL },
	{ "client-id", "IQM_CLIENT_ID", NULL, "Client id that IQM issued.", false, OPT_CLIENT_ID,
	  true, NULL },
	{ "client-secret", "IQM_CLIENT_SECRET", NULL, "Client secret that IQM issued.", true, -1,
	  true, NULL },
	{ "username", "IQM_USERNAME", NULL, "User to log in as.", false, OPT_USERNAME, true, NULL },
	{ "password", "IQM_PASSWORD", NULL, "The user's password.", true, -1, true, NULL },
	{ "ca-file", "IQM_CA_FILE", NULL,
	  "PEM file of trusted certificates, in place of the system's.", false, OPT_CA_FILE, true,
	  ca_file_also },
	{ "ca-dir", "IQM_CA_DIR", NULL,
	  "Folder of trusted certificates, each under its hash, beside ca-file or alone.", false,
	  -1, true, ca_dir_also },
	{ "client-cert", "IQM_CLIENT_CERT", NULL,
	  "PEM file of the client's certificate, for a service or gateway that wants one.", false,
	  OPT_CLIENT_CERT, true, NULL },
	{ "client-key", "IQM_CLIENT_KEY", NULL,
	  "PEM file of its key, without a password; else the key is in client-cert too.", false,
	  OPT_CLIENT_KEY, true, NULL },
	{ "proxy", "IQM_PROXY", NULL,
	  "Proxy for all requests but those to this machine: `http://10.0.0.1:3128`, https, socks5h, socks4a; or `none`. In `http://user:password@host` a password has `%40` for `@`. It goes before https_proxy and no_proxy, which count without it.",
	  false, OPT_PROXY, false, NULL },
	{ "dialect", "IQM_DIALECT", "page", "What to send where IQM's documents disagree.", false,
	  OPT_DIALECT, false, NULL },
	{ "timezone", "IQM_TIMEZONE", NULL, "Zone of dates that name none.", false, OPT_TIMEZONE,
	  false, NULL },
	{ "display-timezone", "IQM_DISPLAY_TIMEZONE", NULL,
	  "Zone of times that are shown; without it `timezone`.", false, OPT_DISPLAY_TIMEZONE,
	  false, NULL },
	{ "budget", "IQM_BUDGET", NULL,
	  "The most that purchases in one service and workspace may cost in a calendar day, week, month, quarter or year, such as `5000 per month`; or `none`. It is counted from the journal, by the calendar of the setting `timezone` (else UTC): what may have been bought counts, and what has no price is over it. --over-budget buys all the same.",
	  false, -1, false, NULL },
	{ "store", "IQM_STORE", NULL,
	  "PostgreSQL database that hosts share: the journal of purchases and the rate limit are there, and not in files. `postgresql://user@host/db`; a password may be in it, in PGPASSWORD, or in ~/.pgpass.",
	  false, OPT_STORE, false, NULL },
	{ "no-purchases", "IQM_NO_PURCHASES", NULL,
	  "Refuse every purchase before anything is sent, unless it is 0, no, false or empty.",
	  false, -1, false, NULL },
	{ "output", "IQM_OUTPUT", "table", "Format of the data: table, json, jsonl, csv, tsv.",
	  false, OPT_OUTPUT, false, NULL },
	{ "timeout", "IQM_TIMEOUT", "2m", "Most time for one call.", false, OPT_TIMEOUT, false,
	  NULL },
};

const struct cli_exit_info cli_exits[] = {
	{ "ok", "Done.", EXIT_OK },
	{ "failed", "Failed on this machine: a file, memory, the journal.", EXIT_FAILED },
	{ "usage", "The command line or the request is wrong; nothing was sent.", EXIT_USAGE },
	{ "config", "A setting or the configuration file is wrong, or one is missing.",
	  EXIT_CONFIG },
	{ "auth", "Not logged in, or the service refused the log-in or token.", EXIT_AUTH },
	{ "forbidden", "The user may not do this.", EXIT_FORBIDDEN },
	{ "not-found", "The service has no such thing, or a report is gone.", EXIT_NOT_FOUND },
	{ "refused",
	  "The service refused it; of a purchase also: an overlapping report is being made.",
	  EXIT_REFUSED },
	{ "rate-limited", "The rate limit is used up.", EXIT_RATE_LIMITED },
	{ "network", "No response. Of a purchase: it was not sent.", EXIT_NETWORK },
	{ "server", "The service failed, or its response cannot be read.", EXIT_SERVER },
	{ "unknown-outcome",
	  "It may have been bought: check with `journal resume`, do not buy again. Or what is done once may have been done.",
	  EXIT_UNKNOWN_OUTCOME },
	{ "report-failed", "The service could not make the report.", EXIT_REPORT_FAILED },
	{ "timed-out", "It timed out.", EXIT_TIMED_OUT },
	{ "declined", "Not confirmed: nothing was bought, or deleted.", EXIT_DECLINED },
	{ "file-exists", "A file of that name exists; it was not touched.", EXIT_FILE_EXISTS },
	{ "price", "Not bought: over the limit or the budget, no price, or no funds.", EXIT_PRICE },
	{ "exists", "Such a report exists already: nothing was bought.", EXIT_EXISTS },
	{ "key-used", "The journal has another purchase under this key; nothing was sent.",
	  EXIT_KEY_USED },
	{ "broken-file",
	  "What was downloaded is not a whole file of its type; it stays as FILE.part.",
	  EXIT_BROKEN_FILE },
	{ "not-seen", "The list does not show the report yet, or several fit.", EXIT_NOT_SEEN },
	{ "doctor", "The doctor found something to fix.", EXIT_DOCTOR },
	{ "duplicate",
	  "The same order was bought, or may have been, under another key; nothing was sent.",
	  EXIT_DUPLICATE },
	{ "differs",
	  "The journal and the service's lists differ: `journal reconcile` has said where.",
	  EXIT_DIFFERS },
	{ "interrupted",
	  "Ended by Ctrl-C; it is 143 by SIGTERM, and 129 by SIGHUP, as when a terminal is closed.",
	  EXIT_INTERRUPTED },
	{ NULL, NULL, 0 }
};

bool cli_has_option(const struct cli_command *c, int option)
{
	const enum cli_option *has = c ? c->options : NULL;

	while (has && *has != OPT_LEN && (int)*has != option)
		has++;
	return !has || *has != OPT_LEN;
}

int cli_exit_of(int status)
{
	switch (status) {
	case IQM_E_NOMEM:
	case IQM_E_FILE:
	case IQM_E_JOURNAL:
	case IQM_E_BUSY:
		return EXIT_FAILED;
	case IQM_E_USAGE:
		return EXIT_USAGE;
	case IQM_E_CONFIG:
		return EXIT_CONFIG;
	case IQM_E_AUTH:
		return EXIT_AUTH;
	case IQM_E_FORBIDDEN:
		return EXIT_FORBIDDEN;
	case IQM_E_NOT_FOUND:
		return EXIT_NOT_FOUND;
	case IQM_E_REFUSED:
		return EXIT_REFUSED;
	case IQM_E_RATE_LIMITED:
		return EXIT_RATE_LIMITED;
	case IQM_E_NETWORK:
		return EXIT_NETWORK;
	case IQM_E_SERVER:
	case IQM_E_DECODE:
	case IQM_E_TOO_LARGE:
		return EXIT_SERVER;
	case IQM_E_UNKNOWN_OUTCOME:
		return EXIT_UNKNOWN_OUTCOME;
	case IQM_E_TIMEOUT:
		return EXIT_TIMED_OUT;
	case IQM_E_FILE_EXISTS:
		return EXIT_FILE_EXISTS;
	case IQM_E_PRICE:
		return EXIT_PRICE;
	case IQM_E_KEY_USED:
		return EXIT_KEY_USED;
	case IQM_E_FILE_BROKEN:
		return EXIT_BROKEN_FILE;
	case IQM_E_DUPLICATE:
		return EXIT_DUPLICATE;
	case IQM_E_CANCELLED:
		return EXIT_INTERRUPTED;
	default:
		return 1;
	}
}

/* ---- names of ids -------------------------------------------------------------------------- */

static const struct cli_name iqm_pld_download_types[] = {
	{ "xlsx", 1 },
	{ "csv", 2 },
	{ NULL, 0 }
};

static const struct cli_name iqm_sls_download_types[] = {
	{ "xlsx", 1 },
	{ "csv", 2 },
	{ "pdf", 3 },
	{ NULL, 0 }
};

static const struct cli_name iqm_aqs_download_types[] = {
	{ "xlsx", 1 },
	{ "csv", 2 },
	{ NULL, 0 }
};

static const struct cli_name status_id_names[] = {
	{ "processing-or-failed", 1 },
	{ "ready-or-processing", 2 },
	{ "ready-or-failed", 3 },
	{ "failed", 4 },
	{ NULL, 0 }
};

static const struct cli_name file_type_names[] = {
	{ "xlsx", 1 },
	{ "csv", 2 },
	{ "pdf", 3 },
	{ "zip", 4 },
	{ NULL, 0 }
};

static const struct cli_name sls_report_type_names[] = {
	{ "pre-vs-post", 1 },
	{ "exposed-vs-underexposed", 2 },
	{ "competitive", 3 },
	{ NULL, 0 }
};

static const struct cli_name aqs_report_type_names[] = {
	{ "audience", 1 },
	{ "campaign", 2 },
	{ NULL, 0 }
};

/* ---- what doctor asks for ------------------------------------------------------------------ */

int cli_probe(struct iqm_client *client, struct iqm_call *call)
{
	struct iqm_aqs_report_kinds *rsp = NULL;
	int err = iqm_aqs_report_types(client, &rsp, call);

	iqm_free(rsp);
	return err;
}

static int read_iqm_static_insights_statuses(struct iqm_client *client, struct iqm_call *call,
	cli_status_seen *seen, void *context)
{
	struct iqm_static_statuses *rsp = NULL;
	int err = iqm_static_insights_statuses(client, &rsp, call);

	for (size_t i = 0; !err && i < rsp->insights_status_data.len; i++) {
		const struct iqm_static_status *row = rsp->insights_status_data.items[i];

		if (row->id.set)
			seen(context, row->id.value, row->name);
	}
	iqm_free(rsp);
	return err;
}

static int read_iqm_static_report_statuses(struct iqm_client *client, struct iqm_call *call,
	cli_status_seen *seen, void *context)
{
	struct iqm_static_statuses *rsp = NULL;
	int err = iqm_static_report_statuses(client, &rsp, call);

	for (size_t i = 0; !err && i < rsp->insights_status_data.len; i++) {
		const struct iqm_static_status *row = rsp->insights_status_data.items[i];

		if (row->id.set)
			seen(context, row->id.value, row->name);
	}
	iqm_free(rsp);
	return err;
}

static const struct cli_name insights_status_statuses[] = {
	{ "processing", 1 },
	{ "ready", 2 },
	{ "failed", 3 },
	{ NULL, 0 }
};

static const struct cli_name openapi_status_statuses[] = {
	{ "failed", 1 },
	{ "processing", 2 },
	{ "ready", 3 },
	{ "failed_insufficient_funds", 4 },
	{ NULL, 0 }
};

const struct iqm_op *const cli_probe_reads[] = {
	&iqm_pld_list_op,
	&iqm_sls_list_op,
	&iqm_aqs_list_op,
	&iqm_pld_campaigns_op,
	&iqm_sls_campaigns_op,
	&iqm_aqs_campaigns_op,
	&iqm_pld_download_op,
	&iqm_sls_download_op,
	&iqm_aqs_download_op,
	NULL
};

const struct cli_probe_price cli_probe_price = {
	.op = &iqm_pld_compute_op,
	.campaign = "campaignId",
	.campaigns = &iqm_pld_campaigns_op,
	.id = "campaignId",
	.days = 7,
};

const struct cli_status_list cli_status_lists[] = {
	{ "static.insights-statuses", read_iqm_static_insights_statuses },
	{ "static.report-statuses", read_iqm_static_report_statuses },
	{ NULL, NULL }
};

const struct cli_status_table cli_status_tables[] = {
	{ "insights_status", insights_status_statuses },
	{ "openapi_status", openapi_status_statuses },
	{ NULL, NULL }
};

/* ---- commands ------------------------------------------------------------------------------ */

static const struct cli_example pld_list_examples[] = {
	{ "iqm-insights pld list --sort-by=-created-on --limit 20", "The 20 newest." },
	{ "iqm-insights pld list --all --columns id,status,campaign-name -o csv", NULL },
	{ NULL, NULL }
};

static const enum cli_option pld_list_options[] = {
	OPT_OUTPUT, OPT_COLUMNS, OPT_EXCEL, OPT_ALL, OPT_LIMIT, OPT_STATUS_FILTER, OPT_SINCE,
	OPT_CAMPAIGN_FILTER, OPT_NAME_PATTERN, OPT_TIMEZONE, OPT_DISPLAY_TIMEZONE, OPT_PROFILE,
	OPT_BASE_URL, OPT_OW_ID, OPT_CA_FILE, OPT_CLIENT_CERT, OPT_CLIENT_KEY, OPT_PROXY, OPT_STORE,
	OPT_DIALECT, OPT_TIMEOUT, OPT_QUIET, OPT_VERBOSE, OPT_DEBUG, OPT_HELP, OPT_LEN
};

static const struct cli_flag pld_list_flags[] = {
	{ "search-field", NULL,
	  "Free text to filter by; the service chooses the columns that it matches.", NULL, NULL,
	  DAY_NONE, "TEXT", false, false },
	{ "no-of-entries", NULL, "Rows on a page. Default: 200. From 1 to 1000.", "rows", NULL,
	  DAY_NONE, "NUMBER", false, false },
	{ "page-no", NULL, "Page number; the first is 1. Default: 1.", NULL, NULL, DAY_NONE,
	  "NUMBER", false, false },
	{ "sort-by", NULL, "Column to sort by; with `-` before it from the highest.", NULL, NULL,
	  DAY_NONE, "TEXT", false, false },
};

static const struct cli_column pld_list_columns[] = {
	{ "id", NULL, "Report id.", NULL, NULL, true, ROLE_NONE },
	{ "name", NULL, "Name made by the service.", NULL, NULL, false, ROLE_NAME },
	{ "campaign-name", NULL, "Name of the campaign.", NULL, NULL, true, ROLE_NONE },
	{ "campaign-ids", NULL, "The campaign, or several.", NULL, NULL, false, ROLE_CAMPAIGN },
	{ "status-id", NULL, "Status id.", NULL, status_id_names, true, ROLE_NONE },
	{ "start-date", NULL, "Start of the report.", NULL, NULL, true, ROLE_NONE },
	{ "end-date", NULL, "End of the report.", NULL, NULL, true, ROLE_NONE },
	{ "io-id", NULL, "Insertion order id.", NULL, NULL, false, ROLE_NONE },
	{ "io-name", NULL, "Name of the insertion order.", NULL, NULL, false, ROLE_NONE },
	{ "is-campaign-eligible", NULL, "Whether a report can be made for the campaign now.", NULL,
	  NULL, false, ROLE_NONE },
	{ "created-on", NULL, "When the report was made.", NULL, NULL, true, ROLE_CREATED },
	{ "creative-type-id", NULL, "Id of the creatives' type.", NULL, NULL, false, ROLE_NONE },
	{ "campaign-timezone-id", "campaign-pld-timezone-id", "Id of the campaign's time zone.",
	  NULL, NULL, false, ROLE_NONE },
	{ "io-type-id", NULL, "Id of the insertion order's budget type.", NULL, NULL, false,
	  ROLE_NONE },
	{ "campaign-status", NULL, "Status of the campaign.", NULL, NULL, false, ROLE_NONE },
};

static const struct cli_example pld_campaigns_examples[] = {
	{ "iqm-insights pld campaigns", NULL },
	{ NULL, NULL }
};

static const enum cli_option pld_campaigns_options[] = {
	OPT_OUTPUT, OPT_COLUMNS, OPT_EXCEL, OPT_TIMEZONE, OPT_DISPLAY_TIMEZONE, OPT_PROFILE,
	OPT_BASE_URL, OPT_OW_ID, OPT_CA_FILE, OPT_CLIENT_CERT, OPT_CLIENT_KEY, OPT_PROXY, OPT_STORE,
	OPT_DIALECT, OPT_TIMEOUT, OPT_QUIET, OPT_VERBOSE, OPT_DEBUG, OPT_HELP, OPT_LEN
};

static const struct cli_column pld_campaigns_columns[] = {
	{ "campaign-id", NULL, "Campaign id.", NULL, NULL, true, ROLE_NONE },
	{ "campaign-timezone-id", NULL, "Id of the campaign's time zone.", NULL, NULL, true,
	  ROLE_NONE },
};

static const struct cli_example pld_generate_examples[] = {
	{ "iqm-insights pld generate --campaign-id 451351 --period last-week --timezone America/New_York --dry-run",
	  "Show what would be bought." },
	{ "iqm-insights pld generate --campaign-id 451351 --start-date 2026-01-05 --end-date 2026-01-11 --timezone America/New_York --key week-2 --yes --save week-2.xlsx",
	  "From cron: run again, it continues where it stopped." },
	{ "iqm-insights pld generate --id 10 --wait", "Regenerate a failed report." },
	{ NULL, NULL }
};

static const enum cli_option pld_generate_options[] = {
	OPT_OUTPUT, OPT_EXCEL, OPT_BODY, OPT_TIMEZONE, OPT_DISPLAY_TIMEZONE, OPT_PERIOD,
	OPT_ALLOW_INCOMPLETE, OPT_YES, OPT_DRY_RUN, OPT_MAX_COST, OPT_OVER_BUDGET, OPT_MAX_DAYS,
	OPT_KEY, OPT_ALLOW_DUPLICATE, OPT_WAIT, OPT_SAVE, OPT_STRICT, OPT_MODE, OPT_WAIT_TIMEOUT,
	OPT_INTERVAL, OPT_MAX_INTERVAL, OPT_PROFILE, OPT_BASE_URL, OPT_OW_ID, OPT_CA_FILE,
	OPT_CLIENT_CERT, OPT_CLIENT_KEY, OPT_PROXY, OPT_STORE, OPT_DIALECT, OPT_TIMEOUT, OPT_QUIET,
	OPT_VERBOSE, OPT_DEBUG, OPT_HELP, OPT_LEN
};

static const struct cli_flag pld_generate_flags[] = {
	{ "campaign-id", NULL, "Campaign id.", NULL, NULL, DAY_NONE, "NUMBER", false, true },
	{ "start-date", NULL, "Start of the report.", NULL, NULL, DAY_FIRST, "DATE", false, true },
	{ "end-date", NULL, "End of the report.", NULL, NULL, DAY_LAST, "DATE", false, true },
	{ "id", NULL, "Failed report to regenerate.", NULL, NULL, DAY_NONE, "NUMBER", false,
	  false },
	{ "campaign-ids", NULL, "Several campaigns of one insertion order, in place of one.", NULL,
	  NULL, DAY_NONE, "LIST", false, false },
	{ "io-id", NULL, "Insertion order of these campaigns.", NULL, NULL, DAY_NONE, "NUMBER",
	  false, false },
	{ "idempotency-key", NULL,
	  "Key of the purchase for the service; what it does with it is not known. Use --key.",
	  NULL, NULL, DAY_NONE, "TEXT", false, false },
};

static const struct cli_column pld_generate_columns[] = {
	{ "report-created", NULL,
	  "Whether the report is being made: it was bought. In a price, whether it can be made.",
	  NULL, NULL, true, ROLE_NONE },
	{ "report-creatable", NULL, "Whether the report is being made, or can be made.", NULL, NULL,
	  true, ROLE_NONE },
	{ "id", NULL, "Report id; the service leaves it out of new reports.", NULL, NULL, true,
	  ROLE_NONE },
	{ "name", NULL, "Name of the report that exists.", NULL, NULL, true, ROLE_NONE },
	{ "status-id", NULL, "Status id of the report that exists.", NULL, status_id_names, true,
	  ROLE_NONE },
	{ "created-on", NULL, "When the report that exists was made.", NULL, NULL, true,
	  ROLE_NONE },
	{ "campaign-ids", NULL, "Campaign ids.", NULL, NULL, true, ROLE_NONE },
	{ "campaign-name", NULL, "Name of the campaign.", NULL, NULL, true, ROLE_NONE },
	{ "campaign-status", NULL, "Status of the campaign.", NULL, NULL, true, ROLE_NONE },
	{ "creative-type-id", NULL, "Id of the creatives' type.", NULL, NULL, true, ROLE_NONE },
	{ "io-id", NULL, "Insertion order id.", NULL, NULL, true, ROLE_NONE },
	{ "io-name", NULL, "Name of the insertion order.", NULL, NULL, true, ROLE_NONE },
	{ "io-type-id", NULL, "Id of the insertion order's budget type.", NULL, NULL, true,
	  ROLE_NONE },
	{ "start-date", NULL, "Start of the report.", NULL, NULL, true, ROLE_NONE },
	{ "end-date", NULL, "End of the report.", NULL, NULL, true, ROLE_NONE },
	{ "chargeable-imps", NULL, "Impressions this report charges for.", "impressions", NULL,
	  true, ROLE_NONE },
	{ "charged-imps", NULL, "Impressions that earlier reports have paid for.", "impressions",
	  NULL, true, ROLE_NONE },
	{ "chargeable-cost", NULL, "What this report costs.", "money", NULL, true, ROLE_NONE },
	{ "charged-cost", NULL, "What earlier reports have cost.", "money", NULL, true, ROLE_NONE },
	{ "plain-charged-cost", NULL, "What was charged.", "money", NULL, true, ROLE_NONE },
	{ "funds-available", NULL, "Whether the account's funds suffice.", NULL, NULL, true,
	  ROLE_NONE },
	{ "effective-rate", "effective-pld-rate", "Rate that the cost was computed with.", "rate",
	  NULL, true, ROLE_NONE },
	{ "processing-campaign-ids", NULL,
	  "Campaigns for which an overlapping report is being made.", NULL, NULL, true, ROLE_NONE },
	{ "template-id", NULL, "Template of a scheduled report.", NULL, NULL, true, ROLE_NONE },
	{ "idempotency-key", NULL, "Key of the purchase.", NULL, NULL, true, ROLE_NONE },
	{ "message", NULL, "Why nothing was bought or priced.", NULL, NULL, true, ROLE_NONE },
};

static const struct cli_example pld_compute_examples[] = {
	{ "iqm-insights pld compute --campaign-id 451351 --start-date 2026-01-05 --end-date 2026-01-11 --timezone America/New_York",
	  NULL },
	{ NULL, NULL }
};

static const enum cli_option pld_compute_options[] = {
	OPT_OUTPUT, OPT_COLUMNS, OPT_EXCEL, OPT_BODY, OPT_TIMEZONE, OPT_DISPLAY_TIMEZONE,
	OPT_PERIOD, OPT_ALLOW_INCOMPLETE, OPT_PROFILE, OPT_BASE_URL, OPT_OW_ID, OPT_CA_FILE,
	OPT_CLIENT_CERT, OPT_CLIENT_KEY, OPT_PROXY, OPT_STORE, OPT_DIALECT, OPT_TIMEOUT, OPT_QUIET,
	OPT_VERBOSE, OPT_DEBUG, OPT_HELP, OPT_LEN
};

static const struct cli_flag pld_compute_flags[] = {
	{ "campaign-id", NULL, "Campaign id.", NULL, NULL, DAY_NONE, "NUMBER", false, true },
	{ "start-date", NULL, "Start of the report.", NULL, NULL, DAY_FIRST, "DATE", false, true },
	{ "end-date", NULL, "End of the report.", NULL, NULL, DAY_LAST, "DATE", false, true },
	{ "id", NULL, "Failed report to regenerate.", NULL, NULL, DAY_NONE, "NUMBER", false,
	  false },
	{ "campaign-ids", NULL, "Several campaigns of one insertion order, in place of one.", NULL,
	  NULL, DAY_NONE, "LIST", false, false },
	{ "io-id", NULL, "Insertion order of these campaigns.", NULL, NULL, DAY_NONE, "NUMBER",
	  false, false },
	{ "idempotency-key", NULL,
	  "Key of the purchase for the service; what it does with it is not known. Use --key.",
	  NULL, NULL, DAY_NONE, "TEXT", false, false },
};

static const struct cli_column pld_compute_columns[] = {
	{ "report-created", NULL,
	  "Whether the report is being made: it was bought. In a price, whether it can be made.",
	  NULL, NULL, true, ROLE_NONE },
	{ "report-creatable", NULL, "Whether the report is being made, or can be made.", NULL, NULL,
	  true, ROLE_NONE },
	{ "id", NULL, "Report id; the service leaves it out of new reports.", NULL, NULL, true,
	  ROLE_NONE },
	{ "name", NULL, "Name of the report that exists.", NULL, NULL, true, ROLE_NONE },
	{ "status-id", NULL, "Status id of the report that exists.", NULL, status_id_names, true,
	  ROLE_NONE },
	{ "created-on", NULL, "When the report that exists was made.", NULL, NULL, true,
	  ROLE_NONE },
	{ "campaign-ids", NULL, "Campaign ids.", NULL, NULL, true, ROLE_NONE },
	{ "campaign-name", NULL, "Name of the campaign.", NULL, NULL, true, ROLE_NONE },
	{ "campaign-status", NULL, "Status of the campaign.", NULL, NULL, true, ROLE_NONE },
	{ "creative-type-id", NULL, "Id of the creatives' type.", NULL, NULL, true, ROLE_NONE },
	{ "io-id", NULL, "Insertion order id.", NULL, NULL, true, ROLE_NONE },
	{ "io-name", NULL, "Name of the insertion order.", NULL, NULL, true, ROLE_NONE },
	{ "io-type-id", NULL, "Id of the insertion order's budget type.", NULL, NULL, true,
	  ROLE_NONE },
	{ "start-date", NULL, "Start of the report.", NULL, NULL, true, ROLE_NONE },
	{ "end-date", NULL, "End of the report.", NULL, NULL, true, ROLE_NONE },
	{ "chargeable-imps", NULL, "Impressions this report charges for.", "impressions", NULL,
	  true, ROLE_NONE },
	{ "charged-imps", NULL, "Impressions that earlier reports have paid for.", "impressions",
	  NULL, true, ROLE_NONE },
	{ "chargeable-cost", NULL, "What this report costs.", "money", NULL, true, ROLE_NONE },
	{ "charged-cost", NULL, "What earlier reports have cost.", "money", NULL, true, ROLE_NONE },
	{ "plain-charged-cost", NULL, "What was charged.", "money", NULL, true, ROLE_NONE },
	{ "funds-available", NULL, "Whether the account's funds suffice.", NULL, NULL, true,
	  ROLE_NONE },
	{ "effective-rate", "effective-pld-rate", "Rate that the cost was computed with.", "rate",
	  NULL, true, ROLE_NONE },
	{ "processing-campaign-ids", NULL,
	  "Campaigns for which an overlapping report is being made.", NULL, NULL, true, ROLE_NONE },
	{ "template-id", NULL, "Template of a scheduled report.", NULL, NULL, true, ROLE_NONE },
	{ "idempotency-key", NULL, "Key of the purchase.", NULL, NULL, true, ROLE_NONE },
	{ "message", NULL, "Why nothing was bought or priced.", NULL, NULL, true, ROLE_NONE },
};

static const struct cli_example pld_columns_get_examples[] = {
	{ "iqm-insights pld columns-get", NULL },
	{ NULL, NULL }
};

static const enum cli_option pld_columns_get_options[] = {
	OPT_OUTPUT, OPT_COLUMNS, OPT_EXCEL, OPT_TIMEZONE, OPT_DISPLAY_TIMEZONE, OPT_PROFILE,
	OPT_BASE_URL, OPT_OW_ID, OPT_CA_FILE, OPT_CLIENT_CERT, OPT_CLIENT_KEY, OPT_PROXY, OPT_STORE,
	OPT_DIALECT, OPT_TIMEOUT, OPT_QUIET, OPT_VERBOSE, OPT_DEBUG, OPT_HELP, OPT_LEN
};

static const struct cli_column pld_columns_get_columns[] = {
	{ "id", NULL, "Report id.", NULL, NULL, true, ROLE_NONE },
	{ "insights-name", NULL, "Report name.", NULL, NULL, true, ROLE_NONE },
	{ "campaign-name", NULL, "Name of the campaign.", NULL, NULL, true, ROLE_NONE },
	{ "campaign-id", NULL, "Campaign id.", NULL, NULL, true, ROLE_NONE },
	{ "status", NULL, "Status.", NULL, NULL, true, ROLE_NONE },
	{ "date-range", NULL, "First and last day.", NULL, NULL, true, ROLE_NONE },
	{ "created-on", NULL, "Day on which it was made.", NULL, NULL, true, ROLE_NONE },
	{ "io-name", NULL, "Name of the insertion order.", NULL, NULL, true, ROLE_NONE },
	{ "io-id", NULL, "Insertion order id.", NULL, NULL, true, ROLE_NONE },
};

static const struct cli_example pld_columns_update_examples[] = {
	{ "iqm-insights pld columns-update --set io-id=true --set io-name=false",
	  "Change two of the nine." },
	{ NULL, NULL }
};

static const enum cli_option pld_columns_update_options[] = {
	OPT_OUTPUT, OPT_COLUMNS, OPT_EXCEL, OPT_BODY, OPT_SET, OPT_TIMEZONE, OPT_DISPLAY_TIMEZONE,
	OPT_PROFILE, OPT_BASE_URL, OPT_OW_ID, OPT_CA_FILE, OPT_CLIENT_CERT, OPT_CLIENT_KEY,
	OPT_PROXY, OPT_STORE, OPT_DIALECT, OPT_TIMEOUT, OPT_QUIET, OPT_VERBOSE, OPT_DEBUG, OPT_HELP,
	OPT_LEN
};

static const struct cli_flag pld_columns_update_flags[] = {
	{ "id", NULL, "Report id.", NULL, NULL, DAY_NONE, "true|false", true, false },
	{ "insights-name", NULL, "Report name.", NULL, NULL, DAY_NONE, "true|false", true, false },
	{ "campaign-name", NULL, "Name of the campaign.", NULL, NULL, DAY_NONE, "true|false", true,
	  false },
	{ "campaign-id", NULL, "Campaign id.", NULL, NULL, DAY_NONE, "true|false", true, false },
	{ "status", NULL, "Status.", NULL, NULL, DAY_NONE, "true|false", true, false },
	{ "date-range", NULL, "First and last day.", NULL, NULL, DAY_NONE, "true|false", true,
	  false },
	{ "created-on", NULL, "Day on which it was made.", NULL, NULL, DAY_NONE, "true|false", true,
	  false },
	{ "io-name", NULL, "Name of the insertion order.", NULL, NULL, DAY_NONE, "true|false", true,
	  false },
	{ "io-id", NULL, "Insertion order id.", NULL, NULL, DAY_NONE, "true|false", true, false },
};

static const struct cli_column pld_columns_update_columns[] = {
	{ "id", NULL, "Report id.", NULL, NULL, true, ROLE_NONE },
	{ "insights-name", NULL, "Report name.", NULL, NULL, true, ROLE_NONE },
	{ "campaign-name", NULL, "Name of the campaign.", NULL, NULL, true, ROLE_NONE },
	{ "campaign-id", NULL, "Campaign id.", NULL, NULL, true, ROLE_NONE },
	{ "status", NULL, "Status.", NULL, NULL, true, ROLE_NONE },
	{ "date-range", NULL, "First and last day.", NULL, NULL, true, ROLE_NONE },
	{ "created-on", NULL, "Day on which it was made.", NULL, NULL, true, ROLE_NONE },
	{ "io-name", NULL, "Name of the insertion order.", NULL, NULL, true, ROLE_NONE },
	{ "io-id", NULL, "Insertion order id.", NULL, NULL, true, ROLE_NONE },
};

static const struct cli_example pld_download_examples[] = {
	{ "iqm-insights pld download 50 --save report.xlsx", NULL },
	{ "iqm-insights pld download 50 51 --save-dir reports --name '{id}-{campaign-id}.csv'",
	  NULL },
	{ "iqm-insights pld download --all-ready --save-dir reports",
	  "All that are not there yet." },
	{ "iqm-insights pld download 50 --file-type csv", "The signed URL only." },
	{ NULL, NULL }
};

static const enum cli_option pld_download_options[] = {
	OPT_OUTPUT, OPT_COLUMNS, OPT_EXCEL, OPT_BODY, OPT_TIMEZONE, OPT_DISPLAY_TIMEZONE, OPT_SAVE,
	OPT_SAVE_DIR, OPT_NAME_TEMPLATE, OPT_ALL_READY, OPT_STRICT, OPT_MODE, OPT_PROFILE,
	OPT_BASE_URL, OPT_OW_ID, OPT_CA_FILE, OPT_CLIENT_CERT, OPT_CLIENT_KEY, OPT_PROXY, OPT_STORE,
	OPT_DIALECT, OPT_TIMEOUT, OPT_QUIET, OPT_VERBOSE, OPT_DEBUG, OPT_HELP, OPT_LEN
};

static const struct cli_flag pld_download_flags[] = {
	{ "file-type", NULL, "File type id.", NULL, file_type_names, DAY_NONE, "NAME|ID", false,
	  false },
	{ "id", NULL, "Report id; the report must be ready.", NULL, NULL, DAY_NONE, "NUMBER", false,
	  false },
};

static const struct cli_column pld_download_columns[] = {
	{ "report-url", NULL,
	  "Signed URL of the file. Fetch it without the API's headers; who has the URL has the file.",
	  NULL, NULL, true, ROLE_NONE },
};

static const struct cli_example pld_email_examples[] = {
	{ "iqm-insights pld email --file-type xlsx --id 50 --email-ids user1@example.com", NULL },
	{ NULL, NULL }
};

static const enum cli_option pld_email_options[] = {
	OPT_OUTPUT, OPT_COLUMNS, OPT_EXCEL, OPT_BODY, OPT_TIMEZONE, OPT_DISPLAY_TIMEZONE,
	OPT_PROFILE, OPT_BASE_URL, OPT_OW_ID, OPT_CA_FILE, OPT_CLIENT_CERT, OPT_CLIENT_KEY,
	OPT_PROXY, OPT_STORE, OPT_DIALECT, OPT_TIMEOUT, OPT_QUIET, OPT_VERBOSE, OPT_DEBUG, OPT_HELP,
	OPT_LEN
};

static const struct cli_flag pld_email_flags[] = {
	{ "file-type", NULL, "File type id.", NULL, file_type_names, DAY_NONE, "NAME|ID", false,
	  false },
	{ "id", NULL, "Report id; the report must be ready.", NULL, NULL, DAY_NONE, "NUMBER", true,
	  false },
	{ "email-ids", NULL, "E-mail addresses. 1 to 15 items. 1 to 320 characters each.", NULL,
	  NULL, DAY_NONE, "LIST", true, false },
};

static const struct cli_column pld_email_columns[] = {
	{ "message", NULL,
	  "The service's text. After a deletion it names the report, or says how many were deleted.",
	  NULL, NULL, true, ROLE_NONE },
};

static const struct cli_example pld_delete_examples[] = {
	{ "iqm-insights pld delete 9 10", "Shows them and asks." },
	{ "iqm-insights pld delete 9 10 --yes", "Without a question." },
	{ NULL, NULL }
};

static const enum cli_option pld_delete_options[] = {
	OPT_OUTPUT, OPT_COLUMNS, OPT_EXCEL, OPT_TIMEZONE, OPT_DISPLAY_TIMEZONE, OPT_YES,
	OPT_DRY_RUN_DELETE, OPT_PROFILE, OPT_BASE_URL, OPT_OW_ID, OPT_CA_FILE, OPT_CLIENT_CERT,
	OPT_CLIENT_KEY, OPT_PROXY, OPT_STORE, OPT_DIALECT, OPT_TIMEOUT, OPT_QUIET, OPT_VERBOSE,
	OPT_DEBUG, OPT_HELP, OPT_LEN
};

static const struct cli_flag pld_delete_flags[] = {
	{ "ids", NULL, "Ids of failed reports.", NULL, NULL, DAY_NONE, "LIST", true, false },
};

static const struct cli_column pld_delete_columns[] = {
	{ "message", NULL,
	  "The service's text. After a deletion it names the report, or says how many were deleted.",
	  NULL, NULL, true, ROLE_NONE },
};

static const struct cli_example pld_wait_examples[] = {
	{ "iqm-insights pld wait 10 11 12", "One request a poll for all of them." },
	{ NULL, NULL }
};

static const enum cli_option pld_wait_options[] = {
	OPT_OUTPUT, OPT_COLUMNS, OPT_EXCEL, OPT_TIMEZONE, OPT_WAIT_TIMEOUT, OPT_INTERVAL,
	OPT_MAX_INTERVAL, OPT_PROFILE, OPT_BASE_URL, OPT_OW_ID, OPT_CA_FILE, OPT_CLIENT_CERT,
	OPT_CLIENT_KEY, OPT_PROXY, OPT_STORE, OPT_DIALECT, OPT_TIMEOUT, OPT_QUIET, OPT_VERBOSE,
	OPT_DEBUG, OPT_HELP, OPT_LEN
};

static const struct cli_example sls_list_examples[] = {
	{ "iqm-insights sls list --search-field Spring", NULL },
	{ "iqm-insights sls list --status failed --since last-month", NULL },
	{ "iqm-insights sls list --name '*spring*' --campaign-id 516038", NULL },
	{ "iqm-insights sls list --all -o jsonl",
	  "Each report in one line, as the service sent it." },
	{ NULL, NULL }
};

static const enum cli_option sls_list_options[] = {
	OPT_OUTPUT, OPT_COLUMNS, OPT_EXCEL, OPT_ALL, OPT_LIMIT, OPT_STATUS_FILTER, OPT_SINCE,
	OPT_CAMPAIGN_FILTER, OPT_NAME_PATTERN, OPT_TIMEZONE, OPT_DISPLAY_TIMEZONE, OPT_PROFILE,
	OPT_BASE_URL, OPT_OW_ID, OPT_CA_FILE, OPT_CLIENT_CERT, OPT_CLIENT_KEY, OPT_PROXY, OPT_STORE,
	OPT_DIALECT, OPT_TIMEOUT, OPT_QUIET, OPT_VERBOSE, OPT_DEBUG, OPT_HELP, OPT_LEN
};

static const struct cli_flag sls_list_flags[] = {
	{ "search-field", NULL,
	  "Free text to filter by; the service chooses the columns that it matches.", NULL, NULL,
	  DAY_NONE, "TEXT", false, false },
	{ "no-of-entries", NULL, "Rows on a page. Default: 200. From 1 to 1000.", "rows", NULL,
	  DAY_NONE, "NUMBER", false, false },
	{ "page-no", NULL, "Page number; the first is 1. Default: 1.", NULL, NULL, DAY_NONE,
	  "NUMBER", false, false },
	{ "sort-by", NULL, "Column to sort by; with `-` before it from the highest.", NULL, NULL,
	  DAY_NONE, "TEXT", false, false },
};

static const struct cli_column sls_list_columns[] = {
	{ "id", NULL, "Report id.", NULL, NULL, true, ROLE_NONE },
	{ "name", NULL, "Name given by the buyer.", NULL, NULL, true, ROLE_NAME },
	{ "campaign-ids", NULL, "Campaign ids.", NULL, NULL, false, ROLE_CAMPAIGN },
	{ "status-id", NULL, "Status id; `slsStatusName` says what it means.", NULL,
	  status_id_names, false, ROLE_NONE },
	{ "status-name", NULL,
	  "Status name: \"Processing\", \"Ready\", \"Failed\"; compare without regard to case.",
	  NULL, NULL, true, ROLE_NONE },
	{ "start-date", NULL, "Start of the study.", NULL, NULL, true, ROLE_NONE },
	{ "end-date", NULL, "End of the study.", NULL, NULL, true, ROLE_NONE },
	{ "io-id", NULL, "Insertion order id.", NULL, NULL, false, ROLE_NONE },
	{ "io-name", NULL, "Name of the insertion order.", NULL, NULL, false, ROLE_NONE },
	{ "is-campaign-eligible", NULL, "Whether a study can be made for the campaigns now.", NULL,
	  NULL, false, ROLE_NONE },
	{ "created-on", NULL, "When the study was made.", NULL, NULL, true, ROLE_CREATED },
	{ "campaign-timezone-id", "campaign-sls-timezone-id", "Id of the campaigns' time zone.",
	  NULL, NULL, false, ROLE_NONE },
	{ "io-type-id", NULL, "Id of the insertion order's budget type.", NULL, NULL, false,
	  ROLE_NONE },
	{ "pdf-file-size", NULL, "Size of the PDF; absent while processing.", "bytes", NULL, false,
	  ROLE_NONE },
	{ "excel-file-size", NULL, "Size of the XLSX; absent while processing.", "bytes", NULL,
	  false, ROLE_NONE },
	{ "report-type-ids", NULL, "Analyses in the study.", NULL, sls_report_type_names, false,
	  ROLE_NONE },
	{ "lookback-duration", NULL, "How far back prescriptions are compared.", "months", NULL,
	  false, ROLE_NONE },
	{ "concept-group-id", NULL, "Concept group id.", NULL, NULL, false, ROLE_NONE },
	{ "competitor-concept-group-ids", NULL, "Concept groups of competitors.", NULL, NULL, false,
	  ROLE_NONE },
	{ "campaign-name", NULL, "Name of the campaign.", NULL, NULL, false, ROLE_NONE },
	{ "campaign-status", NULL, "Status of the campaign.", NULL, NULL, false, ROLE_NONE },
	{ "creative-type-id", NULL, "Id of the creatives' type.", NULL, NULL, false, ROLE_NONE },
};

static const struct cli_example sls_generate_examples[] = {
	{ "iqm-insights sls generate --body @study.json --max-cost 500 --wait --save study.xlsx",
	  "An order in a file." },
	{ "iqm-insights sls generate --io-id 5 --campaign-ids 516038 --name 'Spring study' --start-date 2026-01-05 --end-date 2026-02-01 --timezone America/New_York --lookback-duration 3 --concept-group-id 202335 --report-types pre-vs-post",
	  NULL },
	{ NULL, NULL }
};

static const enum cli_option sls_generate_options[] = {
	OPT_OUTPUT, OPT_EXCEL, OPT_BODY, OPT_TIMEZONE, OPT_DISPLAY_TIMEZONE, OPT_PERIOD,
	OPT_ALLOW_INCOMPLETE, OPT_YES, OPT_DRY_RUN, OPT_MAX_COST, OPT_OVER_BUDGET, OPT_MAX_DAYS,
	OPT_KEY, OPT_ALLOW_DUPLICATE, OPT_WAIT, OPT_SAVE, OPT_STRICT, OPT_MODE, OPT_WAIT_TIMEOUT,
	OPT_INTERVAL, OPT_MAX_INTERVAL, OPT_PROFILE, OPT_BASE_URL, OPT_OW_ID, OPT_CA_FILE,
	OPT_CLIENT_CERT, OPT_CLIENT_KEY, OPT_PROXY, OPT_STORE, OPT_DIALECT, OPT_TIMEOUT, OPT_QUIET,
	OPT_VERBOSE, OPT_DEBUG, OPT_HELP, OPT_LEN
};

static const struct cli_flag sls_generate_flags[] = {
	{ "io-id", NULL, "Insertion order id.", NULL, NULL, DAY_NONE, "NUMBER", false, true },
	{ "campaign-ids", NULL, "Campaign ids.", NULL, NULL, DAY_NONE, "LIST", false, true },
	{ "start-date", NULL, "Start of the study.", NULL, NULL, DAY_FIRST, "DATE", false, true },
	{ "end-date", NULL, "End of the study.", NULL, NULL, DAY_LAST, "DATE", false, true },
	{ "name", NULL, "Name, unique in the organization. 3 to 100 characters.", NULL, NULL,
	  DAY_NONE, "TEXT", false, true },
	{ "lookback-duration", NULL, "How far back prescriptions are compared.", "months", NULL,
	  DAY_NONE, "NUMBER", false, true },
	{ "concept-group-id", NULL, "Concept group id.", NULL, NULL, DAY_NONE, "TEXT", false,
	  true },
	{ "report-types", NULL, "Analyses to make.", NULL, sls_report_type_names, DAY_NONE, "LIST",
	  false, true },
	{ "competitor-concept-group-ids", NULL,
	  "Concept groups of competitors; for the competitive analysis.", NULL, NULL, DAY_NONE,
	  "LIST", false, false },
	{ "id", NULL, "Failed study to regenerate.", NULL, NULL, DAY_NONE, "NUMBER", false, false },
	{ "idempotency-key", NULL,
	  "Key of the purchase for the service; what it does with it is not known. Use --key.",
	  NULL, NULL, DAY_NONE, "TEXT", false, false },
};

static const struct cli_column sls_generate_columns[] = {
	{ "report-created", NULL,
	  "Whether the study is being made: it was bought. In a price, whether it can be made.",
	  NULL, NULL, true, ROLE_NONE },
	{ "report-creatable", NULL, "Whether the study is being made, or can be made.", NULL, NULL,
	  true, ROLE_NONE },
	{ "id", NULL, "Report id; the service leaves it out of new studies.", NULL, NULL, true,
	  ROLE_NONE },
	{ "name", NULL, "Name of the study.", NULL, NULL, true, ROLE_NONE },
	{ "status-id", NULL, "Status id of the study that exists.", NULL, status_id_names, true,
	  ROLE_NONE },
	{ "created-on", NULL, "When the study that exists was made.", NULL, NULL, true, ROLE_NONE },
	{ "campaign-ids", NULL, "Campaign ids.", NULL, NULL, true, ROLE_NONE },
	{ "campaign-name", NULL, "Name of the campaign.", NULL, NULL, true, ROLE_NONE },
	{ "campaign-status", NULL, "Status of the campaign.", NULL, NULL, true, ROLE_NONE },
	{ "creative-type-id", NULL, "Id of the creatives' type.", NULL, NULL, true, ROLE_NONE },
	{ "io-id", NULL, "Insertion order id.", NULL, NULL, true, ROLE_NONE },
	{ "io-name", NULL, "Name of the insertion order.", NULL, NULL, true, ROLE_NONE },
	{ "io-type-id", NULL, "Id of the insertion order's budget type.", NULL, NULL, true,
	  ROLE_NONE },
	{ "start-date", NULL, "Start of the study.", NULL, NULL, true, ROLE_NONE },
	{ "end-date", NULL, "End of the study.", NULL, NULL, true, ROLE_NONE },
	{ "chargeable-imps", NULL, "Impressions this study charges for.", "impressions", NULL, true,
	  ROLE_NONE },
	{ "charged-imps", NULL, "Impressions that earlier studies have paid for.", "impressions",
	  NULL, true, ROLE_NONE },
	{ "chargeable-cost", NULL, "What this study costs.", "money", NULL, true, ROLE_NONE },
	{ "charged-cost", NULL, "What earlier studies have cost.", "money", NULL, true, ROLE_NONE },
	{ "plain-charged-cost", NULL, "What was charged.", "money", NULL, true, ROLE_NONE },
	{ "lookback-duration", NULL, "How far back prescriptions are compared.", "months", NULL,
	  true, ROLE_NONE },
	{ "concept-group-id", NULL, "Concept group id.", NULL, NULL, true, ROLE_NONE },
	{ "report-types", NULL, "Analyses in the study.", NULL, sls_report_type_names, true,
	  ROLE_NONE },
	{ "competitor-concept-group-ids", NULL, "Concept groups of competitors.", NULL, NULL, true,
	  ROLE_NONE },
	{ "funds-available", NULL, "Whether the account's funds suffice.", NULL, NULL, true,
	  ROLE_NONE },
	{ "effective-rate", "effective-sls-rate", "Rate that the cost was computed with.", "rate",
	  NULL, true, ROLE_NONE },
	{ "processing-campaign-ids", NULL,
	  "Campaigns for which an overlapping study is being made.", NULL, NULL, true, ROLE_NONE },
	{ "message", NULL, "Why nothing was bought or priced.", NULL, NULL, true, ROLE_NONE },
};

static const struct cli_example sls_compute_examples[] = {
	{ "iqm-insights sls compute --io-id 5 --campaign-ids 516038 --name 'Spring study' --start-date 2026-01-05 --end-date 2026-02-01 --timezone America/New_York --lookback-duration 3 --concept-group-id 202335 --report-types pre-vs-post",
	  NULL },
	{ NULL, NULL }
};

static const enum cli_option sls_compute_options[] = {
	OPT_OUTPUT, OPT_COLUMNS, OPT_EXCEL, OPT_BODY, OPT_TIMEZONE, OPT_DISPLAY_TIMEZONE,
	OPT_PERIOD, OPT_ALLOW_INCOMPLETE, OPT_PROFILE, OPT_BASE_URL, OPT_OW_ID, OPT_CA_FILE,
	OPT_CLIENT_CERT, OPT_CLIENT_KEY, OPT_PROXY, OPT_STORE, OPT_DIALECT, OPT_TIMEOUT, OPT_QUIET,
	OPT_VERBOSE, OPT_DEBUG, OPT_HELP, OPT_LEN
};

static const struct cli_flag sls_compute_flags[] = {
	{ "io-id", NULL, "Insertion order id.", NULL, NULL, DAY_NONE, "NUMBER", false, true },
	{ "campaign-ids", NULL, "Campaign ids.", NULL, NULL, DAY_NONE, "LIST", false, true },
	{ "start-date", NULL, "Start of the study.", NULL, NULL, DAY_FIRST, "DATE", false, true },
	{ "end-date", NULL, "End of the study.", NULL, NULL, DAY_LAST, "DATE", false, true },
	{ "name", NULL, "Name, unique in the organization. 3 to 100 characters.", NULL, NULL,
	  DAY_NONE, "TEXT", false, true },
	{ "lookback-duration", NULL, "How far back prescriptions are compared.", "months", NULL,
	  DAY_NONE, "NUMBER", false, true },
	{ "concept-group-id", NULL, "Concept group id.", NULL, NULL, DAY_NONE, "TEXT", false,
	  true },
	{ "report-types", NULL, "Analyses to make.", NULL, sls_report_type_names, DAY_NONE, "LIST",
	  false, true },
	{ "competitor-concept-group-ids", NULL,
	  "Concept groups of competitors; for the competitive analysis.", NULL, NULL, DAY_NONE,
	  "LIST", false, false },
	{ "id", NULL, "Failed study to regenerate.", NULL, NULL, DAY_NONE, "NUMBER", false, false },
	{ "idempotency-key", NULL,
	  "Key of the purchase for the service; what it does with it is not known. Use --key.",
	  NULL, NULL, DAY_NONE, "TEXT", false, false },
};

static const struct cli_column sls_compute_columns[] = {
	{ "report-created", NULL,
	  "Whether the study is being made: it was bought. In a price, whether it can be made.",
	  NULL, NULL, true, ROLE_NONE },
	{ "report-creatable", NULL, "Whether the study is being made, or can be made.", NULL, NULL,
	  true, ROLE_NONE },
	{ "id", NULL, "Report id; the service leaves it out of new studies.", NULL, NULL, true,
	  ROLE_NONE },
	{ "name", NULL, "Name of the study.", NULL, NULL, true, ROLE_NONE },
	{ "status-id", NULL, "Status id of the study that exists.", NULL, status_id_names, true,
	  ROLE_NONE },
	{ "created-on", NULL, "When the study that exists was made.", NULL, NULL, true, ROLE_NONE },
	{ "campaign-ids", NULL, "Campaign ids.", NULL, NULL, true, ROLE_NONE },
	{ "campaign-name", NULL, "Name of the campaign.", NULL, NULL, true, ROLE_NONE },
	{ "campaign-status", NULL, "Status of the campaign.", NULL, NULL, true, ROLE_NONE },
	{ "creative-type-id", NULL, "Id of the creatives' type.", NULL, NULL, true, ROLE_NONE },
	{ "io-id", NULL, "Insertion order id.", NULL, NULL, true, ROLE_NONE },
	{ "io-name", NULL, "Name of the insertion order.", NULL, NULL, true, ROLE_NONE },
	{ "io-type-id", NULL, "Id of the insertion order's budget type.", NULL, NULL, true,
	  ROLE_NONE },
	{ "start-date", NULL, "Start of the study.", NULL, NULL, true, ROLE_NONE },
	{ "end-date", NULL, "End of the study.", NULL, NULL, true, ROLE_NONE },
	{ "chargeable-imps", NULL, "Impressions this study charges for.", "impressions", NULL, true,
	  ROLE_NONE },
	{ "charged-imps", NULL, "Impressions that earlier studies have paid for.", "impressions",
	  NULL, true, ROLE_NONE },
	{ "chargeable-cost", NULL, "What this study costs.", "money", NULL, true, ROLE_NONE },
	{ "charged-cost", NULL, "What earlier studies have cost.", "money", NULL, true, ROLE_NONE },
	{ "plain-charged-cost", NULL, "What was charged.", "money", NULL, true, ROLE_NONE },
	{ "lookback-duration", NULL, "How far back prescriptions are compared.", "months", NULL,
	  true, ROLE_NONE },
	{ "concept-group-id", NULL, "Concept group id.", NULL, NULL, true, ROLE_NONE },
	{ "report-types", NULL, "Analyses in the study.", NULL, sls_report_type_names, true,
	  ROLE_NONE },
	{ "competitor-concept-group-ids", NULL, "Concept groups of competitors.", NULL, NULL, true,
	  ROLE_NONE },
	{ "funds-available", NULL, "Whether the account's funds suffice.", NULL, NULL, true,
	  ROLE_NONE },
	{ "effective-rate", "effective-sls-rate", "Rate that the cost was computed with.", "rate",
	  NULL, true, ROLE_NONE },
	{ "processing-campaign-ids", NULL,
	  "Campaigns for which an overlapping study is being made.", NULL, NULL, true, ROLE_NONE },
	{ "message", NULL, "Why nothing was bought or priced.", NULL, NULL, true, ROLE_NONE },
};

static const struct cli_example sls_validate_name_examples[] = {
	{ "iqm-insights sls validate-name --name 'Dummy SLS Name'", NULL },
	{ NULL, NULL }
};

static const enum cli_option sls_validate_name_options[] = {
	OPT_OUTPUT, OPT_COLUMNS, OPT_EXCEL, OPT_TIMEZONE, OPT_DISPLAY_TIMEZONE, OPT_PROFILE,
	OPT_BASE_URL, OPT_OW_ID, OPT_CA_FILE, OPT_CLIENT_CERT, OPT_CLIENT_KEY, OPT_PROXY, OPT_STORE,
	OPT_DIALECT, OPT_TIMEOUT, OPT_QUIET, OPT_VERBOSE, OPT_DEBUG, OPT_HELP, OPT_LEN
};

static const struct cli_flag sls_validate_name_flags[] = {
	{ "name", "report-name", "Name to check. 3 to 100 characters.", NULL, NULL, DAY_NONE,
	  "TEXT", true, false },
};

static const struct cli_column sls_validate_name_columns[] = {
	{ "available", NULL, "Whether the name is free.", NULL, NULL, true, ROLE_NONE },
	{ "message", NULL, "The service's text.", NULL, NULL, true, ROLE_NONE },
};

static const struct cli_example sls_campaigns_examples[] = {
	{ "iqm-insights sls campaigns", NULL },
	{ NULL, NULL }
};

static const enum cli_option sls_campaigns_options[] = {
	OPT_OUTPUT, OPT_COLUMNS, OPT_EXCEL, OPT_TIMEZONE, OPT_DISPLAY_TIMEZONE, OPT_PROFILE,
	OPT_BASE_URL, OPT_OW_ID, OPT_CA_FILE, OPT_CLIENT_CERT, OPT_CLIENT_KEY, OPT_PROXY, OPT_STORE,
	OPT_DIALECT, OPT_TIMEOUT, OPT_QUIET, OPT_VERBOSE, OPT_DEBUG, OPT_HELP, OPT_LEN
};

static const struct cli_column sls_campaigns_columns[] = {
	{ "campaign-id", NULL, "Campaign id.", NULL, NULL, true, ROLE_NONE },
	{ "campaign-timezone-id", NULL, "Id of the campaign's time zone.", NULL, NULL, true,
	  ROLE_NONE },
};

static const struct cli_example sls_download_examples[] = {
	{ "iqm-insights sls download 50 --save study.xlsx", NULL },
	{ NULL, NULL }
};

static const enum cli_option sls_download_options[] = {
	OPT_OUTPUT, OPT_COLUMNS, OPT_EXCEL, OPT_BODY, OPT_TIMEZONE, OPT_DISPLAY_TIMEZONE, OPT_SAVE,
	OPT_SAVE_DIR, OPT_NAME_TEMPLATE, OPT_ALL_READY, OPT_STRICT, OPT_MODE, OPT_PROFILE,
	OPT_BASE_URL, OPT_OW_ID, OPT_CA_FILE, OPT_CLIENT_CERT, OPT_CLIENT_KEY, OPT_PROXY, OPT_STORE,
	OPT_DIALECT, OPT_TIMEOUT, OPT_QUIET, OPT_VERBOSE, OPT_DEBUG, OPT_HELP, OPT_LEN
};

static const struct cli_flag sls_download_flags[] = {
	{ "file-type", NULL,
	  "File type id; the list gives sizes of PDF and XLSX files, so the service may take 3 as well.",
	  NULL, file_type_names, DAY_NONE, "NAME|ID", false, false },
	{ "id", NULL, "Report id; the study must be ready.", NULL, NULL, DAY_NONE, "NUMBER", false,
	  false },
};

static const struct cli_column sls_download_columns[] = {
	{ "report-url", NULL,
	  "Signed URL of the file. Fetch it without the API's headers; who has the URL has the file.",
	  NULL, NULL, true, ROLE_NONE },
};

static const struct cli_example sls_email_examples[] = {
	{ "iqm-insights sls email --file-type pdf --id 50 --email-ids user1@example.com,user2@example.com",
	  NULL },
	{ NULL, NULL }
};

static const enum cli_option sls_email_options[] = {
	OPT_OUTPUT, OPT_COLUMNS, OPT_EXCEL, OPT_BODY, OPT_TIMEZONE, OPT_DISPLAY_TIMEZONE,
	OPT_PROFILE, OPT_BASE_URL, OPT_OW_ID, OPT_CA_FILE, OPT_CLIENT_CERT, OPT_CLIENT_KEY,
	OPT_PROXY, OPT_STORE, OPT_DIALECT, OPT_TIMEOUT, OPT_QUIET, OPT_VERBOSE, OPT_DEBUG, OPT_HELP,
	OPT_LEN
};

static const struct cli_flag sls_email_flags[] = {
	{ "file-type", NULL, "File type id.", NULL, file_type_names, DAY_NONE, "NAME|ID", false,
	  false },
	{ "id", NULL, "Report id; the study must be ready.", NULL, NULL, DAY_NONE, "NUMBER", true,
	  false },
	{ "email-ids", NULL, "E-mail addresses. 1 to 15 items. 1 to 320 characters each.", NULL,
	  NULL, DAY_NONE, "LIST", true, false },
};

static const struct cli_column sls_email_columns[] = {
	{ "message", NULL,
	  "The service's text. After a deletion it names the report, or says how many were deleted.",
	  NULL, NULL, true, ROLE_NONE },
};

static const struct cli_example sls_delete_examples[] = {
	{ "iqm-insights sls delete --ids 10", NULL },
	{ NULL, NULL }
};

static const enum cli_option sls_delete_options[] = {
	OPT_OUTPUT, OPT_COLUMNS, OPT_EXCEL, OPT_TIMEZONE, OPT_DISPLAY_TIMEZONE, OPT_YES,
	OPT_DRY_RUN_DELETE, OPT_PROFILE, OPT_BASE_URL, OPT_OW_ID, OPT_CA_FILE, OPT_CLIENT_CERT,
	OPT_CLIENT_KEY, OPT_PROXY, OPT_STORE, OPT_DIALECT, OPT_TIMEOUT, OPT_QUIET, OPT_VERBOSE,
	OPT_DEBUG, OPT_HELP, OPT_LEN
};

static const struct cli_flag sls_delete_flags[] = {
	{ "ids", NULL, "Ids of failed studies.", NULL, NULL, DAY_NONE, "LIST", true, false },
};

static const struct cli_column sls_delete_columns[] = {
	{ "message", NULL,
	  "The service's text. After a deletion it names the report, or says how many were deleted.",
	  NULL, NULL, true, ROLE_NONE },
};

static const struct cli_example sls_wait_examples[] = {
	{ "iqm-insights sls wait 10 11 12", "One request a poll for all of them." },
	{ NULL, NULL }
};

static const enum cli_option sls_wait_options[] = {
	OPT_OUTPUT, OPT_COLUMNS, OPT_EXCEL, OPT_TIMEZONE, OPT_WAIT_TIMEOUT, OPT_INTERVAL,
	OPT_MAX_INTERVAL, OPT_PROFILE, OPT_BASE_URL, OPT_OW_ID, OPT_CA_FILE, OPT_CLIENT_CERT,
	OPT_CLIENT_KEY, OPT_PROXY, OPT_STORE, OPT_DIALECT, OPT_TIMEOUT, OPT_QUIET, OPT_VERBOSE,
	OPT_DEBUG, OPT_HELP, OPT_LEN
};

static const struct cli_example aqs_list_examples[] = {
	{ "iqm-insights aqs list --timezone America/New_York", "Times as they are there." },
	{ "iqm-insights aqs list --all -o csv", NULL },
	{ NULL, NULL }
};

static const enum cli_option aqs_list_options[] = {
	OPT_OUTPUT, OPT_COLUMNS, OPT_EXCEL, OPT_ALL, OPT_LIMIT, OPT_STATUS_FILTER, OPT_SINCE,
	OPT_CAMPAIGN_FILTER, OPT_NAME_PATTERN, OPT_TIMEZONE, OPT_DISPLAY_TIMEZONE, OPT_PROFILE,
	OPT_BASE_URL, OPT_OW_ID, OPT_CA_FILE, OPT_CLIENT_CERT, OPT_CLIENT_KEY, OPT_PROXY, OPT_STORE,
	OPT_DIALECT, OPT_TIMEOUT, OPT_QUIET, OPT_VERBOSE, OPT_DEBUG, OPT_HELP, OPT_LEN
};

static const struct cli_flag aqs_list_flags[] = {
	{ "search-field", NULL,
	  "Free text to filter by; the service chooses the columns that it matches.", NULL, NULL,
	  DAY_NONE, "TEXT", false, false },
	{ "no-of-entries", NULL, "Rows on a page. Default: 200. From 1 to 1000.", "rows", NULL,
	  DAY_NONE, "NUMBER", false, false },
	{ "page-no", NULL, "Page number; the first is 1. Default: 1.", NULL, NULL, DAY_NONE,
	  "NUMBER", false, false },
	{ "sort-by", NULL, "Column to sort by; with `-` before it from the highest.", NULL, NULL,
	  DAY_NONE, "TEXT", false, false },
};

static const struct cli_column aqs_list_columns[] = {
	{ "id", "report-id", "Report id.", NULL, NULL, true, ROLE_NONE },
	{ "name", "report-name", "Name given by the buyer.", NULL, NULL, true, ROLE_NAME },
	{ "campaign-name", NULL, "Name of the campaign.", NULL, NULL, false, ROLE_NONE },
	{ "campaign-ids", NULL, "The campaign.", NULL, NULL, false, ROLE_CAMPAIGN },
	{ "status-id", NULL, "Status id; the status name is surer.", NULL, NULL, false, ROLE_NONE },
	{ "status-name", NULL,
	  "Status name: \"Completed\" is ready; compare without regard to case.", NULL, NULL, true,
	  ROLE_NONE },
	{ "start-date", NULL, "Start of the report.", NULL, NULL, true, ROLE_NONE },
	{ "end-date", NULL, "End of the report.", NULL, NULL, true, ROLE_NONE },
	{ "io-id", NULL, "Insertion order id.", NULL, NULL, false, ROLE_NONE },
	{ "io-name", NULL, "Name of the insertion order.", NULL, NULL, false, ROLE_NONE },
	{ "is-campaign-eligible", NULL, "Whether a report can be made for the campaign now.", NULL,
	  NULL, false, ROLE_NONE },
	{ "created-on", "report-created-on", "When the report was made.", NULL, NULL, true,
	  ROLE_CREATED },
	{ "creative-type-id", NULL, "Id of the creatives' type.", NULL, NULL, false, ROLE_NONE },
	{ "io-type-id", "io-budget-type", "Id of the insertion order's budget type.", NULL, NULL,
	  false, ROLE_NONE },
	{ "campaign-timezone-id", "campaign-time-zone-id", "Id of the campaign's time zone.", NULL,
	  NULL, false, ROLE_NONE },
	{ "file-size-details", NULL, "File sizes; the keys are file types, as in `file_type`.",
	  "bytes", NULL, false, ROLE_NONE },
	{ "report-type-ids", NULL, "Report type ids.", NULL, aqs_report_type_names, false,
	  ROLE_NONE },
};

static const struct cli_example aqs_campaigns_examples[] = {
	{ "iqm-insights aqs campaigns", NULL },
	{ NULL, NULL }
};

static const enum cli_option aqs_campaigns_options[] = {
	OPT_OUTPUT, OPT_COLUMNS, OPT_EXCEL, OPT_TIMEZONE, OPT_DISPLAY_TIMEZONE, OPT_PROFILE,
	OPT_BASE_URL, OPT_OW_ID, OPT_CA_FILE, OPT_CLIENT_CERT, OPT_CLIENT_KEY, OPT_PROXY, OPT_STORE,
	OPT_DIALECT, OPT_TIMEOUT, OPT_QUIET, OPT_VERBOSE, OPT_DEBUG, OPT_HELP, OPT_LEN
};

static const struct cli_column aqs_campaigns_columns[] = {
	{ "campaign-id", NULL, "Campaign id.", NULL, NULL, true, ROLE_NONE },
	{ "campaign-timezone-id", NULL, "Id of the campaign's time zone.", NULL, NULL, true,
	  ROLE_NONE },
};

static const struct cli_example aqs_validate_name_examples[] = {
	{ "iqm-insights aqs validate-name --name 'Q4 + 10% \303\251'", NULL },
	{ NULL, NULL }
};

static const enum cli_option aqs_validate_name_options[] = {
	OPT_OUTPUT, OPT_COLUMNS, OPT_EXCEL, OPT_TIMEZONE, OPT_DISPLAY_TIMEZONE, OPT_PROFILE,
	OPT_BASE_URL, OPT_OW_ID, OPT_CA_FILE, OPT_CLIENT_CERT, OPT_CLIENT_KEY, OPT_PROXY, OPT_STORE,
	OPT_DIALECT, OPT_TIMEOUT, OPT_QUIET, OPT_VERBOSE, OPT_DEBUG, OPT_HELP, OPT_LEN
};

static const struct cli_flag aqs_validate_name_flags[] = {
	{ "name", "report-name", "Name to check. 3 to 100 characters.", NULL, NULL, DAY_NONE,
	  "TEXT", true, false },
};

static const struct cli_column aqs_validate_name_columns[] = {
	{ "available", NULL, "Whether the name is free.", NULL, NULL, true, ROLE_NONE },
	{ "message", NULL, "The service's text.", NULL, NULL, true, ROLE_NONE },
};

static const struct cli_example aqs_compute_examples[] = {
	{ "iqm-insights aqs compute --body @order.json", "An order in a file." },
	{ NULL, NULL }
};

static const enum cli_option aqs_compute_options[] = {
	OPT_OUTPUT, OPT_COLUMNS, OPT_EXCEL, OPT_BODY, OPT_TIMEZONE, OPT_DISPLAY_TIMEZONE,
	OPT_PERIOD, OPT_ALLOW_INCOMPLETE, OPT_PROFILE, OPT_BASE_URL, OPT_OW_ID, OPT_CA_FILE,
	OPT_CLIENT_CERT, OPT_CLIENT_KEY, OPT_PROXY, OPT_STORE, OPT_DIALECT, OPT_TIMEOUT, OPT_QUIET,
	OPT_VERBOSE, OPT_DEBUG, OPT_HELP, OPT_LEN
};

static const struct cli_flag aqs_compute_flags[] = {
	{ "campaign-id", NULL, "Campaign id.", NULL, NULL, DAY_NONE, "NUMBER", false, true },
	{ "id", NULL, "Failed report to regenerate.", NULL, NULL, DAY_NONE, "NUMBER", false,
	  false },
	{ "name", NULL, "Name, unique in the organization. 3 to 100 characters.", NULL, NULL,
	  DAY_NONE, "TEXT", false, true },
	{ "start-date", NULL, "Start of the report.", NULL, NULL, DAY_FIRST, "DATE", false, true },
	{ "end-date", NULL, "End of the report.", NULL, NULL, DAY_LAST, "DATE", false, true },
	{ "report-type-id", NULL, "Report type id.", NULL, aqs_report_type_names, DAY_NONE,
	  "NAME|ID", false, true },
	{ "audience-concept-groups", NULL, "Concept group of each audience.", NULL, NULL, DAY_NONE,
	  "JSON", false, true },
	{ "campaign-ids", NULL, "Several campaigns of one insertion order, in place of one.", NULL,
	  NULL, DAY_NONE, "LIST", false, false },
	{ "io-id", NULL, "Insertion order of these campaigns.", NULL, NULL, DAY_NONE, "NUMBER",
	  false, false },
};

static const struct cli_column aqs_compute_columns[] = {
	{ "report-created", NULL,
	  "Whether the report is being made: it was bought. In a price, whether it can be made.",
	  NULL, NULL, true, ROLE_NONE },
	{ "report-creatable", NULL, "Whether the report is being made, or can be made.", NULL, NULL,
	  true, ROLE_NONE },
	{ "id", NULL, "Report id; the service leaves it out of new reports.", NULL, NULL, true,
	  ROLE_NONE },
	{ "name", NULL, "Name of the report.", NULL, NULL, true, ROLE_NONE },
	{ "status-id", NULL, "Status id of the report that exists.", NULL, status_id_names, true,
	  ROLE_NONE },
	{ "created-on", NULL, "When the report that exists was made.", NULL, NULL, true,
	  ROLE_NONE },
	{ "campaign-ids", NULL, "Campaign ids.", NULL, NULL, true, ROLE_NONE },
	{ "io-id", NULL, "Insertion order id.", NULL, NULL, true, ROLE_NONE },
	{ "io-name", NULL, "Name of the insertion order.", NULL, NULL, true, ROLE_NONE },
	{ "io-type-id", NULL, "Id of the insertion order's budget type.", NULL, NULL, true,
	  ROLE_NONE },
	{ "start-date", NULL, "Start of the report.", NULL, NULL, true, ROLE_NONE },
	{ "end-date", NULL, "End of the report.", NULL, NULL, true, ROLE_NONE },
	{ "chargeable-imps", NULL, "Impressions this report charges for.", "impressions", NULL,
	  true, ROLE_NONE },
	{ "charged-imps", NULL, "Impressions that earlier reports have paid for.", "impressions",
	  NULL, true, ROLE_NONE },
	{ "chargeable-cost", NULL, "What this report costs.", "money", NULL, true, ROLE_NONE },
	{ "charged-cost", NULL, "What earlier reports have cost.", "money", NULL, true, ROLE_NONE },
	{ "report-type-id", NULL, "Report type id.", NULL, aqs_report_type_names, true, ROLE_NONE },
	{ "audience-concept-groups", NULL, "Concept group of each audience.", NULL, NULL, true,
	  ROLE_NONE },
	{ "funds-available", NULL, "Whether the account's funds suffice.", NULL, NULL, true,
	  ROLE_NONE },
	{ "effective-rate", "effective-aqs-rate", "Rate that the cost was computed with.", "rate",
	  NULL, true, ROLE_NONE },
	{ "timezone-id", NULL, "Id of the time zone.", NULL, NULL, true, ROLE_NONE },
	{ "creative-type-id", NULL, "Id of the creatives' type.", NULL, NULL, true, ROLE_NONE },
	{ "message", NULL, "Why nothing was bought or priced.", NULL, NULL, true, ROLE_NONE },
};

static const struct cli_example aqs_generate_examples[] = {
	{ "iqm-insights aqs generate --body @order.json --max-cost 500 --wait --save quality.csv",
	  "An order in a file." },
	{ "iqm-insights aqs generate --campaign-id 1 --name 'Spring quality' --start-date 2026-01-05 --end-date 2026-02-01 --timezone America/New_York --report-type-id audience --audience-concept-groups '[{\"audienceId\": 101, \"conceptGroupId\": \"202335\"}]'",
	  NULL },
	{ NULL, NULL }
};

static const enum cli_option aqs_generate_options[] = {
	OPT_OUTPUT, OPT_EXCEL, OPT_BODY, OPT_TIMEZONE, OPT_DISPLAY_TIMEZONE, OPT_PERIOD,
	OPT_ALLOW_INCOMPLETE, OPT_YES, OPT_DRY_RUN, OPT_MAX_COST, OPT_OVER_BUDGET, OPT_MAX_DAYS,
	OPT_KEY, OPT_ALLOW_DUPLICATE, OPT_WAIT, OPT_SAVE, OPT_STRICT, OPT_MODE, OPT_WAIT_TIMEOUT,
	OPT_INTERVAL, OPT_MAX_INTERVAL, OPT_PROFILE, OPT_BASE_URL, OPT_OW_ID, OPT_CA_FILE,
	OPT_CLIENT_CERT, OPT_CLIENT_KEY, OPT_PROXY, OPT_STORE, OPT_DIALECT, OPT_TIMEOUT, OPT_QUIET,
	OPT_VERBOSE, OPT_DEBUG, OPT_HELP, OPT_LEN
};

static const struct cli_flag aqs_generate_flags[] = {
	{ "campaign-id", NULL, "Campaign id.", NULL, NULL, DAY_NONE, "NUMBER", false, true },
	{ "id", NULL, "Failed report to regenerate.", NULL, NULL, DAY_NONE, "NUMBER", false,
	  false },
	{ "name", NULL, "Name, unique in the organization. 3 to 100 characters.", NULL, NULL,
	  DAY_NONE, "TEXT", false, true },
	{ "start-date", NULL, "Start of the report.", NULL, NULL, DAY_FIRST, "DATE", false, true },
	{ "end-date", NULL, "End of the report.", NULL, NULL, DAY_LAST, "DATE", false, true },
	{ "report-type-id", NULL, "Report type id.", NULL, aqs_report_type_names, DAY_NONE,
	  "NAME|ID", false, true },
	{ "audience-concept-groups", NULL, "Concept group of each audience.", NULL, NULL, DAY_NONE,
	  "JSON", false, true },
	{ "campaign-ids", NULL, "Several campaigns of one insertion order, in place of one.", NULL,
	  NULL, DAY_NONE, "LIST", false, false },
	{ "io-id", NULL, "Insertion order of these campaigns.", NULL, NULL, DAY_NONE, "NUMBER",
	  false, false },
};

static const struct cli_column aqs_generate_columns[] = {
	{ "report-created", NULL,
	  "Whether the report is being made: it was bought. In a price, whether it can be made.",
	  NULL, NULL, true, ROLE_NONE },
	{ "report-creatable", NULL, "Whether the report is being made, or can be made.", NULL, NULL,
	  true, ROLE_NONE },
	{ "id", NULL, "Report id; the service leaves it out of new reports.", NULL, NULL, true,
	  ROLE_NONE },
	{ "name", NULL, "Name of the report.", NULL, NULL, true, ROLE_NONE },
	{ "status-id", NULL, "Status id of the report that exists.", NULL, status_id_names, true,
	  ROLE_NONE },
	{ "created-on", NULL, "When the report that exists was made.", NULL, NULL, true,
	  ROLE_NONE },
	{ "campaign-ids", NULL, "Campaign ids.", NULL, NULL, true, ROLE_NONE },
	{ "io-id", NULL, "Insertion order id.", NULL, NULL, true, ROLE_NONE },
	{ "io-name", NULL, "Name of the insertion order.", NULL, NULL, true, ROLE_NONE },
	{ "io-type-id", NULL, "Id of the insertion order's budget type.", NULL, NULL, true,
	  ROLE_NONE },
	{ "start-date", NULL, "Start of the report.", NULL, NULL, true, ROLE_NONE },
	{ "end-date", NULL, "End of the report.", NULL, NULL, true, ROLE_NONE },
	{ "chargeable-imps", NULL, "Impressions this report charges for.", "impressions", NULL,
	  true, ROLE_NONE },
	{ "charged-imps", NULL, "Impressions that earlier reports have paid for.", "impressions",
	  NULL, true, ROLE_NONE },
	{ "chargeable-cost", NULL, "What this report costs.", "money", NULL, true, ROLE_NONE },
	{ "charged-cost", NULL, "What earlier reports have cost.", "money", NULL, true, ROLE_NONE },
	{ "report-type-id", NULL, "Report type id.", NULL, aqs_report_type_names, true, ROLE_NONE },
	{ "audience-concept-groups", NULL, "Concept group of each audience.", NULL, NULL, true,
	  ROLE_NONE },
	{ "funds-available", NULL, "Whether the account's funds suffice.", NULL, NULL, true,
	  ROLE_NONE },
	{ "effective-rate", "effective-aqs-rate", "Rate that the cost was computed with.", "rate",
	  NULL, true, ROLE_NONE },
	{ "timezone-id", NULL, "Id of the time zone.", NULL, NULL, true, ROLE_NONE },
	{ "creative-type-id", NULL, "Id of the creatives' type.", NULL, NULL, true, ROLE_NONE },
	{ "message", NULL, "Why nothing was bought or priced.", NULL, NULL, true, ROLE_NONE },
};

static const struct cli_example aqs_report_types_examples[] = {
	{ "iqm-insights aqs report-types", NULL },
	{ NULL, NULL }
};

static const enum cli_option aqs_report_types_options[] = {
	OPT_OUTPUT, OPT_COLUMNS, OPT_EXCEL, OPT_TIMEZONE, OPT_DISPLAY_TIMEZONE, OPT_PROFILE,
	OPT_BASE_URL, OPT_OW_ID, OPT_CA_FILE, OPT_CLIENT_CERT, OPT_CLIENT_KEY, OPT_PROXY, OPT_STORE,
	OPT_DIALECT, OPT_TIMEOUT, OPT_QUIET, OPT_VERBOSE, OPT_DEBUG, OPT_HELP, OPT_LEN
};

static const struct cli_column aqs_report_types_columns[] = {
	{ "id", NULL, "Report type id.", NULL, NULL, true, ROLE_NONE },
	{ "name", NULL, "Name.", NULL, NULL, true, ROLE_NONE },
	{ "label", NULL, "Name for people.", NULL, NULL, true, ROLE_NONE },
	{ "order", NULL, "Place in a menu.", NULL, NULL, true, ROLE_NONE },
};

static const struct cli_example aqs_download_examples[] = {
	{ "iqm-insights aqs download 50 --save quality.csv", NULL },
	{ NULL, NULL }
};

static const enum cli_option aqs_download_options[] = {
	OPT_OUTPUT, OPT_COLUMNS, OPT_EXCEL, OPT_BODY, OPT_TIMEZONE, OPT_DISPLAY_TIMEZONE, OPT_SAVE,
	OPT_SAVE_DIR, OPT_NAME_TEMPLATE, OPT_ALL_READY, OPT_STRICT, OPT_MODE, OPT_PROFILE,
	OPT_BASE_URL, OPT_OW_ID, OPT_CA_FILE, OPT_CLIENT_CERT, OPT_CLIENT_KEY, OPT_PROXY, OPT_STORE,
	OPT_DIALECT, OPT_TIMEOUT, OPT_QUIET, OPT_VERBOSE, OPT_DEBUG, OPT_HELP, OPT_LEN
};

static const struct cli_flag aqs_download_flags[] = {
	{ "file-type", "file-type-id", "File type id.", NULL, file_type_names, DAY_NONE, "NAME|ID",
	  false, false },
	{ "id", "report-id", "Report id; the report must be ready.", NULL, NULL, DAY_NONE, "NUMBER",
	  false, false },
};

static const struct cli_column aqs_download_columns[] = {
	{ "report-url", NULL,
	  "Signed URL of the file. Fetch it without the API's headers; who has the URL has the file.",
	  NULL, NULL, true, ROLE_NONE },
};

static const struct cli_example aqs_email_examples[] = {
	{ "iqm-insights aqs email --file-type csv --id 50 --email-ids user1@example.com", NULL },
	{ NULL, NULL }
};

static const enum cli_option aqs_email_options[] = {
	OPT_OUTPUT, OPT_COLUMNS, OPT_EXCEL, OPT_BODY, OPT_TIMEZONE, OPT_DISPLAY_TIMEZONE,
	OPT_PROFILE, OPT_BASE_URL, OPT_OW_ID, OPT_CA_FILE, OPT_CLIENT_CERT, OPT_CLIENT_KEY,
	OPT_PROXY, OPT_STORE, OPT_DIALECT, OPT_TIMEOUT, OPT_QUIET, OPT_VERBOSE, OPT_DEBUG, OPT_HELP,
	OPT_LEN
};

static const struct cli_flag aqs_email_flags[] = {
	{ "file-type", "file-type-id", "File type id.", NULL, file_type_names, DAY_NONE, "NAME|ID",
	  false, false },
	{ "id", "report-id", "Report id; the report must be ready.", NULL, NULL, DAY_NONE, "NUMBER",
	  true, false },
	{ "email-ids", NULL, "E-mail addresses. 1 to 15 items. 1 to 320 characters each.", NULL,
	  NULL, DAY_NONE, "LIST", true, false },
};

static const struct cli_column aqs_email_columns[] = {
	{ "message", NULL,
	  "The service's text. After a deletion it names the report, or says how many were deleted.",
	  NULL, NULL, true, ROLE_NONE },
};

static const struct cli_example aqs_delete_examples[] = {
	{ "iqm-insights aqs delete --ids 10,9,8", NULL },
	{ NULL, NULL }
};

static const enum cli_option aqs_delete_options[] = {
	OPT_OUTPUT, OPT_COLUMNS, OPT_EXCEL, OPT_TIMEZONE, OPT_DISPLAY_TIMEZONE, OPT_YES,
	OPT_DRY_RUN_DELETE, OPT_PROFILE, OPT_BASE_URL, OPT_OW_ID, OPT_CA_FILE, OPT_CLIENT_CERT,
	OPT_CLIENT_KEY, OPT_PROXY, OPT_STORE, OPT_DIALECT, OPT_TIMEOUT, OPT_QUIET, OPT_VERBOSE,
	OPT_DEBUG, OPT_HELP, OPT_LEN
};

static const struct cli_flag aqs_delete_flags[] = {
	{ "ids", "report-ids", "Ids of failed reports.", NULL, NULL, DAY_NONE, "LIST", true,
	  false },
};

static const struct cli_column aqs_delete_columns[] = {
	{ "message", NULL,
	  "The service's text. After a deletion it names the report, or says how many were deleted.",
	  NULL, NULL, true, ROLE_NONE },
};

static const struct cli_example aqs_wait_examples[] = {
	{ "iqm-insights aqs wait 10 11 12", "One request a poll for all of them." },
	{ NULL, NULL }
};

static const enum cli_option aqs_wait_options[] = {
	OPT_OUTPUT, OPT_COLUMNS, OPT_EXCEL, OPT_TIMEZONE, OPT_WAIT_TIMEOUT, OPT_INTERVAL,
	OPT_MAX_INTERVAL, OPT_PROFILE, OPT_BASE_URL, OPT_OW_ID, OPT_CA_FILE, OPT_CLIENT_CERT,
	OPT_CLIENT_KEY, OPT_PROXY, OPT_STORE, OPT_DIALECT, OPT_TIMEOUT, OPT_QUIET, OPT_VERBOSE,
	OPT_DEBUG, OPT_HELP, OPT_LEN
};

static const struct cli_example static_insights_statuses_examples[] = {
	{ "iqm-insights static insights-statuses", NULL },
	{ NULL, NULL }
};

static const enum cli_option static_insights_statuses_options[] = {
	OPT_OUTPUT, OPT_COLUMNS, OPT_EXCEL, OPT_TIMEZONE, OPT_DISPLAY_TIMEZONE, OPT_PROFILE,
	OPT_BASE_URL, OPT_OW_ID, OPT_CA_FILE, OPT_CLIENT_CERT, OPT_CLIENT_KEY, OPT_PROXY, OPT_STORE,
	OPT_DIALECT, OPT_TIMEOUT, OPT_QUIET, OPT_VERBOSE, OPT_DEBUG, OPT_HELP, OPT_LEN
};

static const struct cli_column static_insights_statuses_columns[] = {
	{ "id", NULL, "Status id.", NULL, NULL, true, ROLE_NONE },
	{ "name", NULL, "Name for programs, as \"processing\".", NULL, NULL, true, ROLE_NONE },
	{ "label", NULL, "Name for people.", NULL, NULL, true, ROLE_NONE },
	{ "order", NULL, "Place in lists.", NULL, NULL, true, ROLE_NONE },
};

static const struct cli_example static_report_statuses_examples[] = {
	{ "iqm-insights static report-statuses", NULL },
	{ NULL, NULL }
};

static const enum cli_option static_report_statuses_options[] = {
	OPT_OUTPUT, OPT_COLUMNS, OPT_EXCEL, OPT_TIMEZONE, OPT_DISPLAY_TIMEZONE, OPT_PROFILE,
	OPT_BASE_URL, OPT_OW_ID, OPT_CA_FILE, OPT_CLIENT_CERT, OPT_CLIENT_KEY, OPT_PROXY, OPT_STORE,
	OPT_DIALECT, OPT_TIMEOUT, OPT_QUIET, OPT_VERBOSE, OPT_DEBUG, OPT_HELP, OPT_LEN
};

static const struct cli_column static_report_statuses_columns[] = {
	{ "id", NULL, "Status id.", NULL, NULL, true, ROLE_NONE },
	{ "name", NULL, "Name for programs, as \"processing\".", NULL, NULL, true, ROLE_NONE },
	{ "label", NULL, "Name for people.", NULL, NULL, true, ROLE_NONE },
	{ "order", NULL, "Place in lists.", NULL, NULL, true, ROLE_NONE },
};

static const struct cli_example auth_login_examples[] = {
	{ "iqm-insights auth login --username me@example.com", "Asks for what else it needs." },
	{ "iqm-insights auth login --profile work --ow-id 1234", "Makes the profile." },
	{ NULL, NULL }
};

static const enum cli_option auth_login_options[] = {
	OPT_OUTPUT, OPT_EXCEL, OPT_PROFILE, OPT_BASE_URL, OPT_OW_ID, OPT_CA_FILE, OPT_CLIENT_CERT,
	OPT_CLIENT_KEY, OPT_PROXY, OPT_STORE, OPT_DIALECT, OPT_TIMEOUT, OPT_USERNAME, OPT_CLIENT_ID,
	OPT_QUIET, OPT_VERBOSE, OPT_DEBUG, OPT_HELP, OPT_LEN
};

static const struct cli_example auth_status_examples[] = {
	{ "iqm-insights auth status", NULL },
	{ NULL, NULL }
};

static const enum cli_option auth_status_options[] = {
	OPT_OUTPUT, OPT_EXCEL, OPT_PROFILE, OPT_BASE_URL, OPT_OW_ID, OPT_CA_FILE, OPT_CLIENT_CERT,
	OPT_CLIENT_KEY, OPT_PROXY, OPT_STORE, OPT_DIALECT, OPT_TIMEOUT, OPT_QUIET, OPT_VERBOSE,
	OPT_DEBUG, OPT_HELP, OPT_LEN
};

static const struct cli_example auth_token_examples[] = {
	{ "iqm-insights auth token",
	  "For curl: `-H \"Authorization: Bearer $(iqm-insights auth token)\"`." },
	{ NULL, NULL }
};

static const enum cli_option auth_token_options[] = {
	OPT_OUTPUT, OPT_EXCEL, OPT_PROFILE, OPT_BASE_URL, OPT_OW_ID, OPT_CA_FILE, OPT_CLIENT_CERT,
	OPT_CLIENT_KEY, OPT_PROXY, OPT_STORE, OPT_DIALECT, OPT_TIMEOUT, OPT_QUIET, OPT_VERBOSE,
	OPT_DEBUG, OPT_HELP, OPT_LEN
};

static const struct cli_example auth_logout_examples[] = {
	{ "iqm-insights auth logout --profile work", NULL },
	{ NULL, NULL }
};

static const enum cli_option auth_logout_options[] = {
	OPT_OUTPUT, OPT_EXCEL, OPT_PROFILE, OPT_QUIET, OPT_VERBOSE, OPT_DEBUG, OPT_HELP, OPT_LEN
};

static const struct cli_example buy_examples[] = {
	{ "iqm-insights buy orders.csv --timezone America/New_York --dry-run",
	  "Check and price all, buy nothing." },
	{ "iqm-insights buy orders.csv --timezone America/New_York --max-total 5000 --save-dir reports",
	  NULL },
	{ "iqm-insights buy week.csv --family pld --period last-week --timezone UTC --yes --save-dir reports",
	  "From cron, a file with the column campaign-id." },
	{ NULL, NULL }
};

static const enum cli_option buy_options[] = {
	OPT_OUTPUT, OPT_COLUMNS, OPT_EXCEL, OPT_TIMEZONE, OPT_PERIOD, OPT_ALLOW_INCOMPLETE, OPT_YES,
	OPT_DRY_RUN, OPT_MAX_COST, OPT_OVER_BUDGET, OPT_MAX_DAYS, OPT_ALLOW_DUPLICATE, OPT_WAIT,
	OPT_STRICT, OPT_MODE, OPT_WAIT_TIMEOUT, OPT_INTERVAL, OPT_MAX_INTERVAL, OPT_MAX_TOTAL,
	OPT_ORDER_FAMILY, OPT_ORDERS_DIR, OPT_ORDERS_NAME, OPT_PROFILE, OPT_BASE_URL, OPT_OW_ID,
	OPT_CA_FILE, OPT_CLIENT_CERT, OPT_CLIENT_KEY, OPT_PROXY, OPT_STORE, OPT_DIALECT,
	OPT_TIMEOUT, OPT_QUIET, OPT_VERBOSE, OPT_DEBUG, OPT_HELP, OPT_LEN
};

static const struct cli_flag buy_flags[] = {
	{ "campaign-id", NULL, "Campaign id.", NULL, NULL, DAY_NONE, "NUMBER", false, false },
	{ "start-date", NULL, "Start of the report.", NULL, NULL, DAY_FIRST, "DATE", false, false },
	{ "end-date", NULL, "End of the report.", NULL, NULL, DAY_LAST, "DATE", false, false },
	{ "id", NULL, "Failed report to regenerate.", NULL, NULL, DAY_NONE, "NUMBER", false,
	  false },
	{ "campaign-ids", NULL, "Several campaigns of one insertion order, in place of one.", NULL,
	  NULL, DAY_NONE, "LIST", false, false },
	{ "io-id", NULL, "Insertion order of these campaigns.", NULL, NULL, DAY_NONE, "NUMBER",
	  false, false },
	{ "idempotency-key", NULL,
	  "Key of the purchase for the service; what it does with it is not known. Use --key.",
	  NULL, NULL, DAY_NONE, "TEXT", false, false },
	{ "lookback-duration", NULL, "How far back prescriptions are compared.", "months", NULL,
	  DAY_NONE, "NUMBER", false, false },
	{ "concept-group-id", NULL, "Concept group id.", NULL, NULL, DAY_NONE, "TEXT", false,
	  false },
	{ "report-types", NULL, "Analyses to make.", NULL, sls_report_type_names, DAY_NONE, "LIST",
	  false, false },
	{ "competitor-concept-group-ids", NULL,
	  "Concept groups of competitors; for the competitive analysis.", NULL, NULL, DAY_NONE,
	  "LIST", false, false },
	{ "report-type-id", NULL, "Report type id.", NULL, aqs_report_type_names, DAY_NONE,
	  "NAME|ID", false, false },
	{ "audience-concept-groups", NULL, "Concept group of each audience.", NULL, NULL, DAY_NONE,
	  "JSON", false, false },
};

static const struct cli_example journal_list_examples[] = {
	{ "iqm-insights journal list", NULL },
	{ "iqm-insights journal list --open", "What is not finished." },
	{ "iqm-insights journal list --since 90d --family pld -o csv", NULL },
	{ NULL, NULL }
};

static const enum cli_option journal_list_options[] = {
	OPT_OUTPUT, OPT_COLUMNS, OPT_EXCEL, OPT_TIMEZONE, OPT_DISPLAY_TIMEZONE, OPT_OPEN,
	OPT_PURCHASES_SINCE, OPT_PURCHASE_FAMILY, OPT_PURCHASE_STATE, OPT_PROFILE, OPT_STORE,
	OPT_QUIET, OPT_VERBOSE, OPT_DEBUG, OPT_HELP, OPT_LEN
};

static const struct cli_example journal_spend_examples[] = {
	{ "iqm-insights journal spend", NULL },
	{ "iqm-insights journal spend --by campaign --since this-month", NULL },
	{ NULL, NULL }
};

static const enum cli_option journal_spend_options[] = {
	OPT_OUTPUT, OPT_EXCEL, OPT_TIMEZONE, OPT_DISPLAY_TIMEZONE, OPT_PURCHASES_SINCE,
	OPT_PURCHASE_FAMILY, OPT_SPEND_BY, OPT_PROFILE, OPT_STORE, OPT_QUIET, OPT_VERBOSE,
	OPT_DEBUG, OPT_HELP, OPT_LEN
};

static const struct cli_example journal_resume_examples[] = {
	{ "iqm-insights journal resume", NULL },
	{ "iqm-insights journal resume spring-study", NULL },
	{ NULL, NULL }
};

static const enum cli_option journal_resume_options[] = {
	OPT_OUTPUT, OPT_COLUMNS, OPT_EXCEL, OPT_TIMEZONE, OPT_DISPLAY_TIMEZONE, OPT_WAIT_TIMEOUT,
	OPT_INTERVAL, OPT_MAX_INTERVAL, OPT_PROFILE, OPT_BASE_URL, OPT_OW_ID, OPT_CA_FILE,
	OPT_CLIENT_CERT, OPT_CLIENT_KEY, OPT_PROXY, OPT_STORE, OPT_DIALECT, OPT_TIMEOUT, OPT_QUIET,
	OPT_VERBOSE, OPT_DEBUG, OPT_HELP, OPT_LEN
};

static const struct cli_example journal_settle_examples[] = {
	{ "iqm-insights journal settle spring-study", NULL },
	{ "iqm-insights journal settle spring-study --bought 51", "Without a question." },
	{ NULL, NULL }
};

static const enum cli_option journal_settle_options[] = {
	OPT_OUTPUT, OPT_EXCEL, OPT_TIMEZONE, OPT_DISPLAY_TIMEZONE, OPT_YES, OPT_BOUGHT,
	OPT_NOT_BOUGHT, OPT_PROFILE, OPT_BASE_URL, OPT_OW_ID, OPT_CA_FILE, OPT_CLIENT_CERT,
	OPT_CLIENT_KEY, OPT_PROXY, OPT_STORE, OPT_DIALECT, OPT_TIMEOUT, OPT_QUIET, OPT_VERBOSE,
	OPT_DEBUG, OPT_HELP, OPT_LEN
};

static const struct cli_example journal_reconcile_examples[] = {
	{ "iqm-insights journal reconcile", NULL },
	{ "iqm-insights journal reconcile --since 2026-01-01 -o csv", NULL },
	{ NULL, NULL }
};

static const enum cli_option journal_reconcile_options[] = {
	OPT_OUTPUT, OPT_EXCEL, OPT_TIMEZONE, OPT_DISPLAY_TIMEZONE, OPT_RECONCILE_SINCE, OPT_PROFILE,
	OPT_BASE_URL, OPT_OW_ID, OPT_CA_FILE, OPT_CLIENT_CERT, OPT_CLIENT_KEY, OPT_PROXY, OPT_STORE,
	OPT_DIALECT, OPT_TIMEOUT, OPT_QUIET, OPT_VERBOSE, OPT_DEBUG, OPT_HELP, OPT_LEN
};

static const struct cli_example journal_repair_examples[] = {
	{ "iqm-insights journal repair", NULL },
	{ NULL, NULL }
};

static const enum cli_option journal_repair_options[] = {
	OPT_OUTPUT, OPT_EXCEL, OPT_ACCEPT_LOST, OPT_PROFILE, OPT_STORE, OPT_QUIET, OPT_VERBOSE,
	OPT_DEBUG, OPT_HELP, OPT_LEN
};

static const struct cli_example journal_archive_examples[] = {
	{ "iqm-insights journal archive 2026-01-01", NULL },
	{ "iqm-insights journal archive 90d", "What is older than 90 days." },
	{ NULL, NULL }
};

static const enum cli_option journal_archive_options[] = {
	OPT_OUTPUT, OPT_EXCEL, OPT_TIMEZONE, OPT_DISPLAY_TIMEZONE, OPT_PROFILE, OPT_QUIET,
	OPT_VERBOSE, OPT_DEBUG, OPT_HELP, OPT_LEN
};

static const struct cli_example config_get_examples[] = {
	{ "iqm-insights config get timezone", NULL },
	{ NULL, NULL }
};

static const enum cli_option config_get_options[] = {
	OPT_OUTPUT, OPT_EXCEL, OPT_TIMEZONE, OPT_PROFILE, OPT_BASE_URL, OPT_OW_ID, OPT_CA_FILE,
	OPT_CLIENT_CERT, OPT_CLIENT_KEY, OPT_PROXY, OPT_STORE, OPT_DIALECT, OPT_TIMEOUT, OPT_QUIET,
	OPT_VERBOSE, OPT_DEBUG, OPT_HELP, OPT_LEN
};

static const struct cli_example config_set_examples[] = {
	{ "iqm-insights config set timezone America/New_York", NULL },
	{ "iqm-insights config set client-secret - --profile work", "Asks for it." },
	{ NULL, NULL }
};

static const enum cli_option config_set_options[] = {
	OPT_OUTPUT, OPT_EXCEL, OPT_PROFILE, OPT_QUIET, OPT_VERBOSE, OPT_DEBUG, OPT_HELP, OPT_LEN
};

static const struct cli_example config_unset_examples[] = {
	{ "iqm-insights config unset timezone", NULL },
	{ NULL, NULL }
};

static const enum cli_option config_unset_options[] = {
	OPT_OUTPUT, OPT_EXCEL, OPT_PROFILE, OPT_QUIET, OPT_VERBOSE, OPT_DEBUG, OPT_HELP, OPT_LEN
};

static const struct cli_example config_edit_examples[] = {
	{ "iqm-insights config edit", NULL },
	{ NULL, NULL }
};

static const enum cli_option config_edit_options[] = {
	OPT_OUTPUT, OPT_EXCEL, OPT_PROFILE, OPT_QUIET, OPT_VERBOSE, OPT_DEBUG, OPT_HELP, OPT_LEN
};

static const struct cli_example config_list_examples[] = {
	{ "iqm-insights config list", NULL },
	{ "iqm-insights config list --profile work", NULL },
	{ NULL, NULL }
};

static const enum cli_option config_list_options[] = {
	OPT_OUTPUT, OPT_EXCEL, OPT_TIMEZONE, OPT_PROFILE, OPT_BASE_URL, OPT_OW_ID, OPT_CA_FILE,
	OPT_CLIENT_CERT, OPT_CLIENT_KEY, OPT_PROXY, OPT_STORE, OPT_DIALECT, OPT_TIMEOUT, OPT_QUIET,
	OPT_VERBOSE, OPT_DEBUG, OPT_HELP, OPT_LEN
};

static const struct cli_example doctor_examples[] = {
	{ "iqm-insights doctor", NULL },
	{ "iqm-insights doctor --probe", "What the service does where its documents disagree." },
	{ NULL, NULL }
};

static const enum cli_option doctor_options[] = {
	OPT_OUTPUT, OPT_EXCEL, OPT_PROBE, OPT_PROFILE, OPT_BASE_URL, OPT_OW_ID, OPT_CA_FILE,
	OPT_CLIENT_CERT, OPT_CLIENT_KEY, OPT_PROXY, OPT_STORE, OPT_DIALECT, OPT_TIMEOUT, OPT_QUIET,
	OPT_VERBOSE, OPT_DEBUG, OPT_HELP, OPT_LEN
};

static const struct cli_example api_examples[] = {
	{ "iqm-insights api GET /api/v3/ins/static/insights/status/list", NULL },
	{ NULL, NULL }
};

static const enum cli_option api_options[] = {
	OPT_OUTPUT, OPT_EXCEL, OPT_PROFILE, OPT_BASE_URL, OPT_OW_ID, OPT_CA_FILE, OPT_CLIENT_CERT,
	OPT_CLIENT_KEY, OPT_PROXY, OPT_STORE, OPT_DIALECT, OPT_TIMEOUT, OPT_QUIET, OPT_VERBOSE,
	OPT_DEBUG, OPT_HELP, OPT_LEN
};

static const struct cli_example help_examples[] = {
	{ "iqm-insights help pld generate", NULL },
	{ "iqm-insights help exit-codes", NULL },
	{ NULL, NULL }
};

static const enum cli_option help_options[] = {
	OPT_OUTPUT, OPT_EXCEL, OPT_PROFILE, OPT_QUIET, OPT_VERBOSE, OPT_DEBUG, OPT_HELP, OPT_LEN
};

static const struct cli_example version_examples[] = {
	{ "iqm-insights version", NULL },
	{ NULL, NULL }
};

static const enum cli_option version_options[] = {
	OPT_OUTPUT, OPT_EXCEL, OPT_PROFILE, OPT_QUIET, OPT_VERBOSE, OPT_DEBUG, OPT_HELP, OPT_LEN
};

static const struct cli_example complete_examples[] = {
	{ "iqm-insights complete ids pld", NULL },
	{ NULL, NULL }
};

static const enum cli_option complete_options[] = {
	OPT_OUTPUT, OPT_EXCEL, OPT_PROFILE, OPT_QUIET, OPT_VERBOSE, OPT_DEBUG, OPT_HELP, OPT_LEN
};

const struct cli_command cli_commands[] = {
	{
		.family = "pld",
		.name = "list",
		.doc = "List PLD reports.",
		.options = pld_list_options,
		.examples = pld_list_examples,
		.kind = KIND_OPERATION,
		.op = &iqm_pld_list_op,
		.flags = pld_list_flags,
		.flag_len = LEN(pld_list_flags),
		.shape = SHAPE_ROWS,
		.columns = pld_list_columns,
		.column_len = LEN(pld_list_columns),
	},
	{
		.family = "pld",
		.name = "campaigns",
		.doc = "List the campaigns that a PLD report can be made for.",
		.options = pld_campaigns_options,
		.examples = pld_campaigns_examples,
		.kind = KIND_OPERATION,
		.op = &iqm_pld_campaigns_op,
		.shape = SHAPE_GROUPS,
		.columns = pld_campaigns_columns,
		.column_len = LEN(pld_campaigns_columns),
	},
	{
		.family = "pld",
		.name = "generate",
		.doc = "Buy a PLD report for one campaign and date range, or regenerate a failed one.",
		.options = pld_generate_options,
		.examples = pld_generate_examples,
		.kind = KIND_OPERATION,
		.op = &iqm_pld_generate_op,
		.flags = pld_generate_flags,
		.flag_len = LEN(pld_generate_flags),
		.shape = SHAPE_OBJECT,
		.columns = pld_generate_columns,
		.column_len = LEN(pld_generate_columns),
		.link = &iqm_pld_download_op,
		.file_types = iqm_pld_download_types,
	},
	{
		.family = "pld",
		.name = "compute",
		.doc = "Price a PLD report without buying it. The service may lack this.",
		.options = pld_compute_options,
		.examples = pld_compute_examples,
		.kind = KIND_OPERATION,
		.op = &iqm_pld_compute_op,
		.flags = pld_compute_flags,
		.flag_len = LEN(pld_compute_flags),
		.shape = SHAPE_OBJECT,
		.columns = pld_compute_columns,
		.column_len = LEN(pld_compute_columns),
	},
	{
		.family = "pld",
		.name = "columns-get",
		.doc = "Get which columns the user's list of PLD reports shows.",
		.options = pld_columns_get_options,
		.examples = pld_columns_get_examples,
		.kind = KIND_OPERATION,
		.op = &iqm_pld_columns_get_op,
		.shape = SHAPE_OBJECT,
		.columns = pld_columns_get_columns,
		.column_len = LEN(pld_columns_get_columns),
	},
	{
		.family = "pld",
		.name = "columns-update",
		.doc = "Choose the columns that the list of PLD reports shows to this user on IQM's site: some by --set, or all nine by their flags. What this command prints is chosen by --columns.",
		.options = pld_columns_update_options,
		.examples = pld_columns_update_examples,
		.kind = KIND_OPERATION,
		.op = &iqm_pld_columns_update_op,
		.flags = pld_columns_update_flags,
		.flag_len = LEN(pld_columns_update_flags),
		.shape = SHAPE_OBJECT,
		.columns = pld_columns_update_columns,
		.column_len = LEN(pld_columns_update_columns),
		.read = &iqm_pld_columns_get_op,
	},
	{
		.family = "pld",
		.name = "download",
		.args = "[ID...]",
		.doc = "Save the files of PLD reports; without --save and --save-dir, get the signed URL of one.",
		.options = pld_download_options,
		.examples = pld_download_examples,
		.kind = KIND_OPERATION,
		.op = &iqm_pld_download_op,
		.flags = pld_download_flags,
		.flag_len = LEN(pld_download_flags),
		.shape = SHAPE_OBJECT,
		.columns = pld_download_columns,
		.column_len = LEN(pld_download_columns),
		.link = &iqm_pld_download_op,
		.file_types = iqm_pld_download_types,
	},
	{
		.family = "pld",
		.name = "email",
		.doc = "Mail a PLD report's file, of at most 25 MB. The service may lack this. It is never sent twice: after exit code 11 it may have been carried out.",
		.options = pld_email_options,
		.examples = pld_email_examples,
		.kind = KIND_OPERATION,
		.op = &iqm_pld_email_op,
		.flags = pld_email_flags,
		.flag_len = LEN(pld_email_flags),
		.shape = SHAPE_OBJECT,
		.columns = pld_email_columns,
		.column_len = LEN(pld_email_columns),
	},
	{
		.family = "pld",
		.name = "delete",
		.args = "[ID...]",
		.doc = "Delete failed PLD reports. They are shown, and you are asked, on a terminal; elsewhere it needs --yes. The response does not say which were deleted; after an error list the reports.",
		.options = pld_delete_options,
		.examples = pld_delete_examples,
		.kind = KIND_OPERATION,
		.op = &iqm_pld_delete_op,
		.flags = pld_delete_flags,
		.flag_len = LEN(pld_delete_flags),
		.shape = SHAPE_OBJECT,
		.columns = pld_delete_columns,
		.column_len = LEN(pld_delete_columns),
	},
	{
		.family = "pld",
		.name = "wait",
		.args = "ID...",
		.doc = "Wait until reports are ready. Ids may also have commas between: 10,11.",
		.options = pld_wait_options,
		.examples = pld_wait_examples,
		.kind = KIND_WAIT,
		.op = &iqm_pld_generate_op,
		.link = &iqm_pld_download_op,
		.file_types = iqm_pld_download_types,
	},
	{
		.family = "sls",
		.name = "list",
		.doc = "List SLS reports.",
		.options = sls_list_options,
		.examples = sls_list_examples,
		.kind = KIND_OPERATION,
		.op = &iqm_sls_list_op,
		.flags = sls_list_flags,
		.flag_len = LEN(sls_list_flags),
		.shape = SHAPE_ROWS,
		.columns = sls_list_columns,
		.column_len = LEN(sls_list_columns),
	},
	{
		.family = "sls",
		.name = "generate",
		.doc = "Buy an SLS report, or regenerate a failed one.",
		.options = sls_generate_options,
		.examples = sls_generate_examples,
		.kind = KIND_OPERATION,
		.op = &iqm_sls_generate_op,
		.flags = sls_generate_flags,
		.flag_len = LEN(sls_generate_flags),
		.shape = SHAPE_OBJECT,
		.columns = sls_generate_columns,
		.column_len = LEN(sls_generate_columns),
		.link = &iqm_sls_download_op,
		.file_types = iqm_sls_download_types,
	},
	{
		.family = "sls",
		.name = "compute",
		.doc = "Price an SLS report without buying it.",
		.options = sls_compute_options,
		.examples = sls_compute_examples,
		.kind = KIND_OPERATION,
		.op = &iqm_sls_compute_op,
		.flags = sls_compute_flags,
		.flag_len = LEN(sls_compute_flags),
		.shape = SHAPE_OBJECT,
		.columns = sls_compute_columns,
		.column_len = LEN(sls_compute_columns),
	},
	{
		.family = "sls",
		.name = "validate-name",
		.doc = "Check whether a name can be given to a new study.",
		.options = sls_validate_name_options,
		.examples = sls_validate_name_examples,
		.kind = KIND_OPERATION,
		.op = &iqm_sls_validate_name_op,
		.flags = sls_validate_name_flags,
		.flag_len = LEN(sls_validate_name_flags),
		.shape = SHAPE_OBJECT,
		.columns = sls_validate_name_columns,
		.column_len = LEN(sls_validate_name_columns),
	},
	{
		.family = "sls",
		.name = "campaigns",
		.doc = "List the campaigns that an SLS report can be made for.",
		.options = sls_campaigns_options,
		.examples = sls_campaigns_examples,
		.kind = KIND_OPERATION,
		.op = &iqm_sls_campaigns_op,
		.shape = SHAPE_GROUPS,
		.columns = sls_campaigns_columns,
		.column_len = LEN(sls_campaigns_columns),
	},
	{
		.family = "sls",
		.name = "download",
		.args = "[ID...]",
		.doc = "Save the files of SLS reports; without --save and --save-dir, get the signed URL of one.",
		.options = sls_download_options,
		.examples = sls_download_examples,
		.kind = KIND_OPERATION,
		.op = &iqm_sls_download_op,
		.flags = sls_download_flags,
		.flag_len = LEN(sls_download_flags),
		.shape = SHAPE_OBJECT,
		.columns = sls_download_columns,
		.column_len = LEN(sls_download_columns),
		.link = &iqm_sls_download_op,
		.file_types = iqm_sls_download_types,
	},
	{
		.family = "sls",
		.name = "email",
		.doc = "Mail an SLS report's file, of at most 25 MB. The service may lack this. It is never sent twice: after exit code 11 it may have been carried out.",
		.options = sls_email_options,
		.examples = sls_email_examples,
		.kind = KIND_OPERATION,
		.op = &iqm_sls_email_op,
		.flags = sls_email_flags,
		.flag_len = LEN(sls_email_flags),
		.shape = SHAPE_OBJECT,
		.columns = sls_email_columns,
		.column_len = LEN(sls_email_columns),
	},
	{
		.family = "sls",
		.name = "delete",
		.args = "[ID...]",
		.doc = "Delete failed SLS reports. They are shown, and you are asked, on a terminal; elsewhere it needs --yes. The response does not say which were deleted; after an error list the reports.",
		.options = sls_delete_options,
		.examples = sls_delete_examples,
		.kind = KIND_OPERATION,
		.op = &iqm_sls_delete_op,
		.flags = sls_delete_flags,
		.flag_len = LEN(sls_delete_flags),
		.shape = SHAPE_OBJECT,
		.columns = sls_delete_columns,
		.column_len = LEN(sls_delete_columns),
	},
	{
		.family = "sls",
		.name = "wait",
		.args = "ID...",
		.doc = "Wait until reports are ready. Ids may also have commas between: 10,11.",
		.options = sls_wait_options,
		.examples = sls_wait_examples,
		.kind = KIND_WAIT,
		.op = &iqm_sls_generate_op,
		.link = &iqm_sls_download_op,
		.file_types = iqm_sls_download_types,
	},
	{
		.family = "aqs",
		.name = "list",
		.doc = "List AQS reports.",
		.options = aqs_list_options,
		.examples = aqs_list_examples,
		.kind = KIND_OPERATION,
		.op = &iqm_aqs_list_op,
		.flags = aqs_list_flags,
		.flag_len = LEN(aqs_list_flags),
		.shape = SHAPE_ROWS,
		.columns = aqs_list_columns,
		.column_len = LEN(aqs_list_columns),
	},
	{
		.family = "aqs",
		.name = "campaigns",
		.doc = "List the campaigns that an AQS report can be made for.",
		.options = aqs_campaigns_options,
		.examples = aqs_campaigns_examples,
		.kind = KIND_OPERATION,
		.op = &iqm_aqs_campaigns_op,
		.shape = SHAPE_GROUPS,
		.columns = aqs_campaigns_columns,
		.column_len = LEN(aqs_campaigns_columns),
	},
	{
		.family = "aqs",
		.name = "validate-name",
		.doc = "Check whether a name can be given to a new report.",
		.options = aqs_validate_name_options,
		.examples = aqs_validate_name_examples,
		.kind = KIND_OPERATION,
		.op = &iqm_aqs_validate_name_op,
		.flags = aqs_validate_name_flags,
		.flag_len = LEN(aqs_validate_name_flags),
		.shape = SHAPE_OBJECT,
		.columns = aqs_validate_name_columns,
		.column_len = LEN(aqs_validate_name_columns),
	},
	{
		.family = "aqs",
		.name = "compute",
		.doc = "Price an AQS report without buying it.",
		.options = aqs_compute_options,
		.examples = aqs_compute_examples,
		.kind = KIND_OPERATION,
		.op = &iqm_aqs_compute_op,
		.flags = aqs_compute_flags,
		.flag_len = LEN(aqs_compute_flags),
		.shape = SHAPE_OBJECT,
		.columns = aqs_compute_columns,
		.column_len = LEN(aqs_compute_columns),
	},
	{
		.family = "aqs",
		.name = "generate",
		.doc = "Buy an AQS report, or regenerate a failed one.",
		.options = aqs_generate_options,
		.examples = aqs_generate_examples,
		.kind = KIND_OPERATION,
		.op = &iqm_aqs_generate_op,
		.flags = aqs_generate_flags,
		.flag_len = LEN(aqs_generate_flags),
		.shape = SHAPE_OBJECT,
		.columns = aqs_generate_columns,
		.column_len = LEN(aqs_generate_columns),
		.link = &iqm_aqs_download_op,
		.file_types = iqm_aqs_download_types,
	},
	{
		.family = "aqs",
		.name = "report-types",
		.doc = "List the kinds of AQS report. For users of advertiser organizations only.",
		.options = aqs_report_types_options,
		.examples = aqs_report_types_examples,
		.kind = KIND_OPERATION,
		.op = &iqm_aqs_report_types_op,
		.shape = SHAPE_ROWS,
		.columns = aqs_report_types_columns,
		.column_len = LEN(aqs_report_types_columns),
	},
	{
		.family = "aqs",
		.name = "download",
		.args = "[ID...]",
		.doc = "Save the files of AQS reports; without --save and --save-dir, get the signed URL of one.",
		.options = aqs_download_options,
		.examples = aqs_download_examples,
		.kind = KIND_OPERATION,
		.op = &iqm_aqs_download_op,
		.flags = aqs_download_flags,
		.flag_len = LEN(aqs_download_flags),
		.shape = SHAPE_OBJECT,
		.columns = aqs_download_columns,
		.column_len = LEN(aqs_download_columns),
		.link = &iqm_aqs_download_op,
		.file_types = iqm_aqs_download_types,
	},
	{
		.family = "aqs",
		.name = "email",
		.doc = "Mail an AQS report's file, of at most 25 MB. The service may lack this. It is never sent twice: after exit code 11 it may have been carried out.",
		.options = aqs_email_options,
		.examples = aqs_email_examples,
		.kind = KIND_OPERATION,
		.op = &iqm_aqs_email_op,
		.flags = aqs_email_flags,
		.flag_len = LEN(aqs_email_flags),
		.shape = SHAPE_OBJECT,
		.columns = aqs_email_columns,
		.column_len = LEN(aqs_email_columns),
	},
	{
		.family = "aqs",
		.name = "delete",
		.args = "[ID...]",
		.doc = "Delete failed AQS reports. They are shown, and you are asked, on a terminal; elsewhere it needs --yes. The response does not say which were deleted; after an error list the reports.",
		.options = aqs_delete_options,
		.examples = aqs_delete_examples,
		.kind = KIND_OPERATION,
		.op = &iqm_aqs_delete_op,
		.flags = aqs_delete_flags,
		.flag_len = LEN(aqs_delete_flags),
		.shape = SHAPE_OBJECT,
		.columns = aqs_delete_columns,
		.column_len = LEN(aqs_delete_columns),
	},
	{
		.family = "aqs",
		.name = "wait",
		.args = "ID...",
		.doc = "Wait until reports are ready. Ids may also have commas between: 10,11.",
		.options = aqs_wait_options,
		.examples = aqs_wait_examples,
		.kind = KIND_WAIT,
		.op = &iqm_aqs_generate_op,
		.link = &iqm_aqs_download_op,
		.file_types = iqm_aqs_download_types,
	},
	{
		.family = "static",
		.name = "insights-statuses",
		.doc = "List what the status ids of insights mean.",
		.options = static_insights_statuses_options,
		.examples = static_insights_statuses_examples,
		.kind = KIND_OPERATION,
		.op = &iqm_static_insights_statuses_op,
		.shape = SHAPE_ROWS,
		.columns = static_insights_statuses_columns,
		.column_len = LEN(static_insights_statuses_columns),
	},
	{
		.family = "static",
		.name = "report-statuses",
		.doc = "List what the status ids of reports mean.",
		.options = static_report_statuses_options,
		.examples = static_report_statuses_examples,
		.kind = KIND_OPERATION,
		.op = &iqm_static_report_statuses_op,
		.shape = SHAPE_ROWS,
		.columns = static_report_statuses_columns,
		.column_len = LEN(static_report_statuses_columns),
	},
	{
		.family = "auth",
		.name = "login",
		.doc = "Log in and keep the token for later commands. It is kept in the state directory with the client id and secret, which renew it; the password is not. What no setting has of client id, client secret, user name and password is asked for in this order; where standard input is no terminal, each is a line of it. A profile that is not in the configuration file is added to it, with what options say of its base URL, workspace, user and client.",
		.options = auth_login_options,
		.examples = auth_login_examples,
		.kind = KIND_AUTH_LOGIN,
	},
	{
		.family = "auth",
		.name = "status",
		.doc = "Show who is logged in, where the token comes from, how long it lasts, and whether the service accepts it, by a request that is free. A token that is refused ends with exit code 4. `renewable` is yes where a refresh token is cached as well: with it an expired token is replaced without the password.",
		.options = auth_status_options,
		.examples = auth_status_examples,
		.kind = KIND_AUTH_STATUS,
	},
	{
		.family = "auth",
		.name = "token",
		.doc = "Print the access token for other programs, such as curl and restish; an expired one is renewed first. It is a secret: whoever has it can buy.",
		.options = auth_token_options,
		.examples = auth_token_examples,
		.kind = KIND_AUTH_TOKEN,
	},
	{
		.family = "auth",
		.name = "logout",
		.doc = "Remove the cached credentials of the profile from this machine. Nothing is sent to the service, which has no request for that: the token itself ends when it expires.",
		.options = auth_logout_options,
		.examples = auth_logout_examples,
		.kind = KIND_AUTH_LOGOUT,
	},
	{
		.family = "buy",
		.name = "",
		.args = "ORDERS",
		.doc = "Buy the orders of a file, or of standard input (`-`): CSV with a line of names, or JSON lines. A row is an\norder. Its columns are `family` (pld) or `operation` (pld.generate), the fields of that operation by the names\nof their flags or of the service, in any letter case, and `key`, `timezone`, `period`, `allow-incomplete`,\n`max-cost`, `max-days`, `save` and `allow-duplicate`. Flags here are for the rows that leave theirs empty.\n\nAll rows are checked first, and every mistake is named with its line. Then they are priced, shown in one table\nwith their sum, the number of requests and the time these take, and asked about once. Each is priced once more\nright before it is bought. A row that is refused, or dearer than shown, does not stop the others; what no order\nwould survive does, and what is left is `not tried`. Reports are waited for together, and saved as they get ready.\n\nA row without a key gets one that is made of what it orders, so the same file run again buys nothing twice: it\ncontinues where it was stopped, whatever stopped it. The exit code is that of the rows, and of several the first\nin the table of exit codes.",
		.options = buy_options,
		.examples = buy_examples,
		.kind = KIND_BUY,
		.flags = buy_flags,
		.flag_len = LEN(buy_flags),
	},
	{
		.family = "journal",
		.name = "list",
		.doc = "List the purchases that this machine has on record, oldest first: how long ago, what it cost (or was to cost), and what is left to do. csv and tsv have a column for each part of the order; json has the request too.",
		.options = journal_list_options,
		.examples = journal_list_examples,
		.kind = KIND_JOURNAL_LIST,
	},
	{
		.family = "journal",
		.name = "spend",
		.doc = "Sum what purchases cost, by month or by what else --by says. What may have been bought counts, with its price. Of months and days those of the time zone count. A purchase for several campaigns is in a sum of its own.",
		.options = journal_spend_options,
		.examples = journal_spend_examples,
		.kind = KIND_JOURNAL_SPEND,
	},
	{
		.family = "journal",
		.name = "resume",
		.args = "[KEY...]",
		.doc = "Continue what a killed run began: find each report that may have been bought, wait for it and save it, as that run was to. It buys nothing. Purchases made at another service or in another workspace than the settings' are left out. One whose report has not come within an hour is shown, and `journal settle` ends it.",
		.options = journal_resume_options,
		.examples = journal_resume_examples,
		.kind = KIND_JOURNAL_RESUME,
	},
	{
		.family = "journal",
		.name = "settle",
		.args = "KEY",
		.doc = "End a purchase of which it is not known whether it bought. Shows the order, its times, what the service's list has and what the service says to its price, and asks on a terminal which report it bought, or none. Without a terminal, --bought says it, or --not-bought with --yes. Where no list can show that nothing was bought (a report was to be regenerated, or a repair of the journal lost what was ordered) your word counts.",
		.options = journal_settle_options,
		.examples = journal_settle_examples,
		.kind = KIND_JOURNAL_SETTLE,
	},
	{
		.family = "journal",
		.name = "reconcile",
		.doc = "Compare the journal with the lists of reports: reports that no key has bought or that are newer than the journal (it may be an older copy), purchases that were charged otherwise than priced, whose outcome is not known, or whose report the list does not have. Sends reads only, and changes nothing. Only what was bought at the settings' service and in their workspace; of the lists what was made since the journal's first purchase of the family. Ends with 23 where something differs.",
		.options = journal_reconcile_options,
		.examples = journal_reconcile_examples,
		.kind = KIND_JOURNAL_RECONCILE,
	},
	{
		.family = "journal",
		.name = "repair",
		.doc = "Make a damaged or lost journal usable. What is damaged is kept in `journal.damaged` beside it, and frees no key: purchases that it names are unknown then. Where nobody can read which purchases it names, nothing is bought until --accept-lost. With --store: says whether the database is the one that the journal was in. Where it is a restored copy, or a standby that took over, purchases may be missing, and nothing is bought until --accept-lost.",
		.options = journal_repair_options,
		.examples = journal_repair_examples,
		.kind = KIND_JOURNAL_REPAIR,
	},
	{
		.family = "journal",
		.name = "archive",
		.args = "BEFORE",
		.doc = "Move purchases that have ended, and were sent before a date or so long ago, to `journal.archive` beside the journal. Keys that have bought stay used. What is not finished stays, and is named.",
		.options = journal_archive_options,
		.examples = journal_archive_examples,
		.kind = KIND_JOURNAL_ARCHIVE,
	},
	{
		.family = "config",
		.name = "get",
		.args = "NAME",
		.doc = "Print the value of one setting alone, wherever it comes from. A secret is not printed.",
		.options = config_get_options,
		.examples = config_get_examples,
		.kind = KIND_CONFIG_GET,
	},
	{
		.family = "config",
		.name = "set",
		.args = "NAME VALUE",
		.doc = "Write a setting into the profile of the configuration file, which is made if there is none. The file's other lines stay as they are. What would be wrong at its use is refused. A secret is never on the command line: for `-` the value is asked for, or read from standard input.",
		.options = config_set_options,
		.examples = config_set_examples,
		.kind = KIND_CONFIG_SET,
	},
	{
		.family = "config",
		.name = "unset",
		.args = "NAME",
		.doc = "Take a setting out of the profile of the configuration file.",
		.options = config_unset_options,
		.examples = config_unset_examples,
		.kind = KIND_CONFIG_UNSET,
	},
	{
		.family = "config",
		.name = "edit",
		.doc = "Open the configuration file in $VISUAL, $EDITOR or vi. It is replaced once the new content is right; else it stays as it is, and the next `config edit` continues with what was written.",
		.options = config_edit_options,
		.examples = config_edit_examples,
		.kind = KIND_CONFIG_EDIT,
	},
	{
		.family = "config",
		.name = "list",
		.doc = "Show each setting, and where it comes from; secrets only as set or not set.",
		.options = config_list_options,
		.examples = config_list_examples,
		.kind = KIND_CONFIG_LIST,
	},
	{
		.family = "doctor",
		.name = "",
		.doc = "Check settings, files, connection, token, clock and what status ids mean; say what to fix.",
		.options = doctor_options,
		.examples = doctor_examples,
		.kind = KIND_DOCTOR,
	},
	{
		.family = "api",
		.name = "",
		.args = "GET PATH",
		.doc = "Make any GET request with the token; prints the whole response as it comes. Other methods are not allowed.",
		.options = api_options,
		.examples = api_examples,
		.kind = KIND_API,
	},
	{
		.family = "help",
		.name = "",
		.args = "[COMMAND...|TOPIC]",
		.doc = "Show what a command does, with its fields and options; or a topic, such as `settings` or `exit-codes`. Without an argument, all commands and topics.",
		.options = help_options,
		.examples = help_examples,
		.kind = KIND_HELP,
	},
	{
		.family = "version",
		.name = "",
		.doc = "Show the version.",
		.options = version_options,
		.examples = version_examples,
		.kind = KIND_VERSION,
	},
	{
		.family = "complete",
		.name = "",
		.args = "KIND [FAMILY]",
		.doc = "What the completion of shells cannot know, a candidate a line: `profiles`, `keys`, `ids`, `zones`.",
		.options = complete_options,
		.examples = complete_examples,
		.kind = KIND_COMPLETE,
		.hidden = true,
	},
	{ .family = NULL }
};
