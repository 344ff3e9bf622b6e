# SPDX-License-Identifier: MIT
# Made from spec/ by `make regen`: change the spec, not this file.
# Completion of iqm-insights for fish.

# The words before the cursor that are neither options nor their values.
function __iqm_insights_words
    set -l valued -o --output --columns --fields --limit --status --since --campaign-id --name --body --set --timezone --display-timezone --period --max-cost --max-days --key --save --save-dir --name --mode --wait-timeout --interval --max-interval --max-total --family --save-dir --name --bought --since --since --family --state --by --profile --base-url --ow-id --ca-file --client-cert --client-key --proxy --store --dialect --timeout --username --client-id
    set -l switches --excel --all --allow-incomplete -y --yes --dry-run --dry-run --over-budget --allow-duplicate --wait --all-ready --strict --not-bought --probe --accept-lost --open -q --quiet -v --verbose --debug -h --help -V --version
    set -l skip no
    for word in (commandline -opc)[2..]
        if test $skip = yes
            set skip no
        else if string match -q -- '-*' $word
            # What is no option at all is a flag: it has a value.
            if contains -- $word $valued
                set skip yes
            else if string match -qr -- '^--[^=]+$' $word; and not contains -- $word $switches
                set skip yes
            end
        else
            echo -- $word
        end
    end
end

# The command that they are, in one line.
function __iqm_insights_command
    set -l words (__iqm_insights_words)
    if contains -- "$words[1]" buy doctor api help version
        echo -- $words[1]
    else
        echo -- "$words[1..2]"
    end
end

# Whether it is one of these.
function __iqm_insights_in
    contains -- (__iqm_insights_command) $argv
end

# Whether an argument of a command comes next: its number, and `+` where more of the kind follow.
function __iqm_insights_argument
    set -l words (__iqm_insights_words)
    set -l number (math (count $words) - (count (string split ' ' -- $argv[1])))
    test (__iqm_insights_command) = $argv[1]; or return
    test $number -eq $argv[2] -o "$argv[3]" = + -a $number -gt $argv[2]
end

# What the command knows only when it is asked, for the profile that is given.
function __iqm_insights_ask
    set -l profile
    set -l words (commandline -opc)
    for i in (seq (count $words))
        if test "$words[$i]" = --profile -a $i -lt (count $words)
            set profile --profile $words[(math $i + 1)]
        else if string match -q -- '--profile=*' $words[$i]
            set profile $words[$i]
        end
    end
    command iqm-insights complete $argv $profile 2>/dev/null
end

# Candidates for the last part of what has commas between.
function __iqm_insights_list
    set -l before (string replace -rf '^(--[^=]*=)?(.*,)?[^,]*$' '$2' -- (commandline -ct))
    printf '%s\n' $before$argv
end

# Files behind an `@`.
function __iqm_insights_at_file
    set -l typed (string replace -r '^--[^=]*=' '' -- (commandline -ct))
    string match -q -- '@*' $typed; or return
    for path in (__fish_complete_path (string sub -s 2 -- $typed))
        echo -- @$path
    end
end

complete -c iqm-insights -f
complete -c iqm-insights -n 'test (count (__iqm_insights_words)) -eq 0' -a pld -d 'Provider Level Data reports'
complete -c iqm-insights -n 'test "$(__iqm_insights_words)" = pld' -a list -d 'List PLD reports'
complete -c iqm-insights -n 'test "$(__iqm_insights_words)" = pld' -a campaigns -d 'List the campaigns that a PLD report can be made for'
complete -c iqm-insights -n 'test "$(__iqm_insights_words)" = pld' -a generate -d 'Buy a PLD report for one campaign and date range, or regenerate a failed one'
complete -c iqm-insights -n 'test "$(__iqm_insights_words)" = pld' -a compute -d 'Price a PLD report without buying it'
complete -c iqm-insights -n 'test "$(__iqm_insights_words)" = pld' -a columns-get -d 'Get which columns the user\'s list of PLD reports shows'
complete -c iqm-insights -n 'test "$(__iqm_insights_words)" = pld' -a columns-update -d 'Choose the columns that the list of PLD reports shows to this user on IQM\'s site: some by --set, or all nine by their flags'
complete -c iqm-insights -n 'test "$(__iqm_insights_words)" = pld' -a download -d 'Save the files of PLD reports; without --save and --save-dir, get the signed URL of one'
complete -c iqm-insights -n 'test "$(__iqm_insights_words)" = pld' -a email -d 'Mail a PLD report\'s file, of at most 25 MB'
complete -c iqm-insights -n 'test "$(__iqm_insights_words)" = pld' -a delete -d 'Delete failed PLD reports'
complete -c iqm-insights -n 'test "$(__iqm_insights_words)" = pld' -a wait -d 'Wait until reports are ready'
complete -c iqm-insights -n 'test (count (__iqm_insights_words)) -eq 0' -a sls -d 'ScriptLift Studies reports'
complete -c iqm-insights -n 'test "$(__iqm_insights_words)" = sls' -a list -d 'List SLS reports'
complete -c iqm-insights -n 'test "$(__iqm_insights_words)" = sls' -a generate -d 'Buy an SLS report, or regenerate a failed one'
complete -c iqm-insights -n 'test "$(__iqm_insights_words)" = sls' -a compute -d 'Price an SLS report without buying it'
complete -c iqm-insights -n 'test "$(__iqm_insights_words)" = sls' -a validate-name -d 'Check whether a name can be given to a new study'
complete -c iqm-insights -n 'test "$(__iqm_insights_words)" = sls' -a campaigns -d 'List the campaigns that an SLS report can be made for'
complete -c iqm-insights -n 'test "$(__iqm_insights_words)" = sls' -a download -d 'Save the files of SLS reports; without --save and --save-dir, get the signed URL of one'
complete -c iqm-insights -n 'test "$(__iqm_insights_words)" = sls' -a email -d 'Mail an SLS report\'s file, of at most 25 MB'
complete -c iqm-insights -n 'test "$(__iqm_insights_words)" = sls' -a delete -d 'Delete failed SLS reports'
complete -c iqm-insights -n 'test "$(__iqm_insights_words)" = sls' -a wait -d 'Wait until reports are ready'
complete -c iqm-insights -n 'test (count (__iqm_insights_words)) -eq 0' -a aqs -d 'Audience Quality Score reports'
complete -c iqm-insights -n 'test "$(__iqm_insights_words)" = aqs' -a list -d 'List AQS reports'
complete -c iqm-insights -n 'test "$(__iqm_insights_words)" = aqs' -a campaigns -d 'List the campaigns that an AQS report can be made for'
complete -c iqm-insights -n 'test "$(__iqm_insights_words)" = aqs' -a validate-name -d 'Check whether a name can be given to a new report'
complete -c iqm-insights -n 'test "$(__iqm_insights_words)" = aqs' -a compute -d 'Price an AQS report without buying it'
complete -c iqm-insights -n 'test "$(__iqm_insights_words)" = aqs' -a generate -d 'Buy an AQS report, or regenerate a failed one'
complete -c iqm-insights -n 'test "$(__iqm_insights_words)" = aqs' -a report-types -d 'List the kinds of AQS report'
complete -c iqm-insights -n 'test "$(__iqm_insights_words)" = aqs' -a download -d 'Save the files of AQS reports; without --save and --save-dir, get the signed URL of one'
complete -c iqm-insights -n 'test "$(__iqm_insights_words)" = aqs' -a email -d 'Mail an AQS report\'s file, of at most 25 MB'
complete -c iqm-insights -n 'test "$(__iqm_insights_words)" = aqs' -a delete -d 'Delete failed AQS reports'
complete -c iqm-insights -n 'test "$(__iqm_insights_words)" = aqs' -a wait -d 'Wait until reports are ready'
complete -c iqm-insights -n 'test (count (__iqm_insights_words)) -eq 0' -a static -d 'Lists that seldom change'
complete -c iqm-insights -n 'test "$(__iqm_insights_words)" = static' -a insights-statuses -d 'List what the status ids of insights mean'
complete -c iqm-insights -n 'test "$(__iqm_insights_words)" = static' -a report-statuses -d 'List what the status ids of reports mean'
complete -c iqm-insights -n 'test (count (__iqm_insights_words)) -eq 0' -a auth -d 'Authentication'
complete -c iqm-insights -n 'test "$(__iqm_insights_words)" = auth' -a login -d 'Log in and keep the token for later commands'
complete -c iqm-insights -n 'test "$(__iqm_insights_words)" = auth' -a status -d 'Show who is logged in, where the token comes from, how long it lasts, and whether the service accepts it, by a request that is free'
complete -c iqm-insights -n 'test "$(__iqm_insights_words)" = auth' -a token -d 'Print the access token for other programs, such as curl and restish; an expired one is renewed first'
complete -c iqm-insights -n 'test "$(__iqm_insights_words)" = auth' -a logout -d 'Remove the cached credentials of the profile from this machine'
complete -c iqm-insights -n 'test (count (__iqm_insights_words)) -eq 0' -a buy -d 'Buy the orders of a file, or of standard input (`-`): CSV with a line of names, or JSON lines'
complete -c iqm-insights -n 'test (count (__iqm_insights_words)) -eq 0' -a journal -d 'List the purchases that this machine has on record, oldest first: how long ago, what it cost (or was to cost), and what is left to do'
complete -c iqm-insights -n 'test "$(__iqm_insights_words)" = journal' -a list -d 'List the purchases that this machine has on record, oldest first: how long ago, what it cost (or was to cost), and what is left to do'
complete -c iqm-insights -n 'test "$(__iqm_insights_words)" = journal' -a spend -d 'Sum what purchases cost, by month or by what else --by says'
complete -c iqm-insights -n 'test "$(__iqm_insights_words)" = journal' -a resume -d 'Continue what a killed run began: find each report that may have been bought, wait for it and save it, as that run was to'
complete -c iqm-insights -n 'test "$(__iqm_insights_words)" = journal' -a settle -d 'End a purchase of which it is not known whether it bought'
complete -c iqm-insights -n 'test "$(__iqm_insights_words)" = journal' -a reconcile -d 'Compare the journal with the lists of reports: reports that no key has bought or that are newer than the journal (it may be an older copy), purchases that were charged otherwise than priced, whose outcome is not known, or whose report the list does not have'
complete -c iqm-insights -n 'test "$(__iqm_insights_words)" = journal' -a repair -d 'Make a damaged or lost journal usable'
complete -c iqm-insights -n 'test "$(__iqm_insights_words)" = journal' -a archive -d 'Move purchases that have ended, and were sent before a date or so long ago, to `journal.archive` beside the journal'
complete -c iqm-insights -n 'test (count (__iqm_insights_words)) -eq 0' -a config -d 'Print the value of one setting alone, wherever it comes from'
complete -c iqm-insights -n 'test "$(__iqm_insights_words)" = config' -a get -d 'Print the value of one setting alone, wherever it comes from'
complete -c iqm-insights -n 'test "$(__iqm_insights_words)" = config' -a set -d 'Write a setting into the profile of the configuration file, which is made if there is none'
complete -c iqm-insights -n 'test "$(__iqm_insights_words)" = config' -a unset -d 'Take a setting out of the profile of the configuration file'
complete -c iqm-insights -n 'test "$(__iqm_insights_words)" = config' -a edit -d 'Open the configuration file in $VISUAL, $EDITOR or vi'
complete -c iqm-insights -n 'test "$(__iqm_insights_words)" = config' -a list -d 'Show each setting, and where it comes from; secrets only as set or not set'
complete -c iqm-insights -n 'test (count (__iqm_insights_words)) -eq 0' -a doctor -d 'Check settings, files, connection, token, clock and what status ids mean; say what to fix'
complete -c iqm-insights -n 'test (count (__iqm_insights_words)) -eq 0' -a api -d 'Make any GET request with the token; prints the whole response as it comes'
complete -c iqm-insights -n 'test (count (__iqm_insights_words)) -eq 0' -a help -d 'Show what a command does, with its fields and options; or a topic, such as `settings` or `exit-codes`'
complete -c iqm-insights -n 'test (count (__iqm_insights_words)) -eq 0' -a version -d 'Show the version'
complete -c iqm-insights -s o -l output -d 'Format of the data' -x -a 'table json jsonl csv tsv'
complete -c iqm-insights -n '__iqm_insights_in "pld list"' -l columns -l fields -d 'Columns that are printed: their names with commas between, as `id,status`, or `all`' -x -a '(__iqm_insights_list all status id name campaign-name campaign-ids status-id start-date end-date io-id io-name is-campaign-eligible created-on creative-type-id campaign-timezone-id io-type-id campaign-status)'
complete -c iqm-insights -n '__iqm_insights_in "pld campaigns" "sls campaigns" "aqs campaigns"' -l columns -l fields -d 'Columns that are printed: their names with commas between, as `id,status`, or `all`' -x -a '(__iqm_insights_list all group campaign-id campaign-timezone-id)'
complete -c iqm-insights -n '__iqm_insights_in "pld compute"' -l columns -l fields -d 'Columns that are printed: their names with commas between, as `id,status`, or `all`' -x -a '(__iqm_insights_list all report-created report-creatable id name status-id created-on campaign-ids campaign-name campaign-status creative-type-id io-id io-name io-type-id start-date end-date chargeable-imps charged-imps chargeable-cost charged-cost plain-charged-cost funds-available effective-rate processing-campaign-ids template-id idempotency-key message)'
complete -c iqm-insights -n '__iqm_insights_in "pld columns-get" "pld columns-update"' -l columns -l fields -d 'Columns that are printed: their names with commas between, as `id,status`, or `all`' -x -a '(__iqm_insights_list all id insights-name campaign-name campaign-id status date-range created-on io-name io-id)'
complete -c iqm-insights -n '__iqm_insights_in "pld download" "sls download" "aqs download"' -l columns -l fields -d 'Columns that are printed: their names with commas between, as `id,status`, or `all`' -x -a '(__iqm_insights_list all report-url)'
complete -c iqm-insights -n '__iqm_insights_in "pld email" "pld delete" "sls email" "sls delete" "aqs email" "aqs delete"' -l columns -l fields -d 'Columns that are printed: their names with commas between, as `id,status`, or `all`' -x -a '(__iqm_insights_list all message)'
complete -c iqm-insights -n '__iqm_insights_in "pld wait" "sls wait" "aqs wait" "buy" "journal list" "journal resume"' -l columns -l fields -d 'Columns that are printed: their names with commas between, as `id,status`, or `all`' -x
complete -c iqm-insights -n '__iqm_insights_in "sls list"' -l columns -l fields -d 'Columns that are printed: their names with commas between, as `id,status`, or `all`' -x -a '(__iqm_insights_list all status id name campaign-ids status-id status-name start-date end-date io-id io-name is-campaign-eligible created-on campaign-timezone-id io-type-id pdf-file-size excel-file-size report-type-ids lookback-duration concept-group-id competitor-concept-group-ids campaign-name campaign-status creative-type-id)'
complete -c iqm-insights -n '__iqm_insights_in "sls compute"' -l columns -l fields -d 'Columns that are printed: their names with commas between, as `id,status`, or `all`' -x -a '(__iqm_insights_list all report-created report-creatable id name status-id created-on campaign-ids campaign-name campaign-status creative-type-id io-id io-name io-type-id start-date end-date chargeable-imps charged-imps chargeable-cost charged-cost plain-charged-cost lookback-duration concept-group-id report-types competitor-concept-group-ids funds-available effective-rate processing-campaign-ids message)'
complete -c iqm-insights -n '__iqm_insights_in "sls validate-name" "aqs validate-name"' -l columns -l fields -d 'Columns that are printed: their names with commas between, as `id,status`, or `all`' -x -a '(__iqm_insights_list all available message)'
complete -c iqm-insights -n '__iqm_insights_in "aqs list"' -l columns -l fields -d 'Columns that are printed: their names with commas between, as `id,status`, or `all`' -x -a '(__iqm_insights_list all status id name campaign-name campaign-ids status-id status-name start-date end-date io-id io-name is-campaign-eligible created-on creative-type-id io-type-id campaign-timezone-id file-size-details report-type-ids)'
complete -c iqm-insights -n '__iqm_insights_in "aqs compute"' -l columns -l fields -d 'Columns that are printed: their names with commas between, as `id,status`, or `all`' -x -a '(__iqm_insights_list all report-created report-creatable id name status-id created-on campaign-ids io-id io-name io-type-id start-date end-date chargeable-imps charged-imps chargeable-cost charged-cost report-type-id audience-concept-groups funds-available effective-rate timezone-id creative-type-id message)'
complete -c iqm-insights -n '__iqm_insights_in "aqs report-types" "static insights-statuses" "static report-statuses"' -l columns -l fields -d 'Columns that are printed: their names with commas between, as `id,status`, or `all`' -x -a '(__iqm_insights_list all id name label order)'
complete -c iqm-insights -l excel -d 'CSV for a spreadsheet: lines end in CRLF, a byte-order mark comes first, and texts that a spreadsheet would run have an apostrophe before them' -f
complete -c iqm-insights -n '__iqm_insights_in "pld list" "sls list" "aqs list"' -l all -d 'All rows, on however many pages they are' -f
complete -c iqm-insights -n '__iqm_insights_in "pld list" "sls list" "aqs list"' -l limit -d 'At most N rows, on however many pages they are' -x
complete -c iqm-insights -n '__iqm_insights_in "pld list" "sls list" "aqs list"' -l status -d 'Only reports with one of these statuses, with commas between: processing, ready, failed, unknown' -x -a '(__iqm_insights_list processing ready failed unknown)'
complete -c iqm-insights -n '__iqm_insights_in "pld list" "sls list" "aqs list"' -l since -d 'Only reports made since: a date or a time, so long ago (90d, 12h), or when a period began (this-month, 2026-01)' -x
complete -c iqm-insights -n '__iqm_insights_in "pld list" "sls list" "aqs list"' -l campaign-id -d 'Only reports for one of these campaigns, by id, with commas between' -x
complete -c iqm-insights -n '__iqm_insights_in "pld list" "sls list" "aqs list"' -l name -d 'Only reports whose whole name is like this, in any letter case; `*` stands for any text, `?` for one character' -x
complete -c iqm-insights -n '__iqm_insights_in "pld generate" "pld compute" "pld columns-update" "pld download" "pld email" "sls generate" "sls compute" "sls download" "sls email" "aqs compute" "aqs generate" "aqs download" "aqs email"' -l body -d 'The request\'s body: JSON, `@FILE` or `-` for standard input' -x -a '(__iqm_insights_at_file)'
complete -c iqm-insights -n '__iqm_insights_in "pld columns-update"' -l set -d 'Read what the service has, change this, write all of it back' -x -a 'id= insights-name= campaign-name= campaign-id= status= date-range= created-on= io-name= io-id='
complete -c iqm-insights -n '__iqm_insights_in "pld list" "pld campaigns" "pld generate" "pld compute" "pld columns-get" "pld columns-update" "pld download" "pld email" "pld delete" "pld wait" "sls list" "sls generate" "sls compute" "sls validate-name" "sls campaigns" "sls download" "sls email" "sls delete" "sls wait" "aqs list" "aqs campaigns" "aqs validate-name" "aqs compute" "aqs generate" "aqs report-types" "aqs download" "aqs email" "aqs delete" "aqs wait" "static insights-statuses" "static report-statuses" "buy" "journal list" "journal spend" "journal resume" "journal settle" "journal reconcile" "journal archive" "config get" "config list"' -l timezone -d 'Zone of dates that name none, such as America/New_York or UTC, and of times that are shown' -x -a '(__iqm_insights_ask zones)'
complete -c iqm-insights -n '__iqm_insights_in "pld list" "pld campaigns" "pld generate" "pld compute" "pld columns-get" "pld columns-update" "pld download" "pld email" "pld delete" "sls list" "sls generate" "sls compute" "sls validate-name" "sls campaigns" "sls download" "sls email" "sls delete" "aqs list" "aqs campaigns" "aqs validate-name" "aqs compute" "aqs generate" "aqs report-types" "aqs download" "aqs email" "aqs delete" "static insights-statuses" "static report-statuses" "journal list" "journal spend" "journal resume" "journal settle" "journal reconcile" "journal archive"' -l display-timezone -d 'Zone of times that are shown; without it that of --timezone, else UTC' -x -a '(__iqm_insights_ask zones)'
complete -c iqm-insights -n '__iqm_insights_in "pld generate" "pld compute" "sls generate" "sls compute" "aqs compute" "aqs generate" "buy"' -l period -d 'The days in words, in place of the first and the last: `2026-01`, `2026-W02`, `2026-01-05..2026-01-11`, `last-week`, `last-month`; all of them by `help periods`' -x -a 'yesterday last-7-days last-week last-month last-quarter last-year this-week this-month this-quarter this-year today'
complete -c iqm-insights -n '__iqm_insights_in "pld generate" "pld compute" "sls generate" "sls compute" "aqs compute" "aqs generate" "buy"' -l allow-incomplete -d 'With --period: also days that are not over, such as those of this-month' -f
complete -c iqm-insights -n '__iqm_insights_in "pld generate" "pld delete" "sls generate" "sls delete" "aqs generate" "aqs delete" "buy" "journal settle"' -s y -l yes -d 'Buy, settle or delete without asking' -f
complete -c iqm-insights -n '__iqm_insights_in "pld generate" "sls generate" "aqs generate" "buy"' -l dry-run -d 'Print the plan that a purchase shows, as data: the order, its price, who pays, and how the purchase would end, with its exit code' -f
complete -c iqm-insights -n '__iqm_insights_in "pld delete" "sls delete" "aqs delete"' -l dry-run -d 'Show what would be deleted; delete nothing' -f
complete -c iqm-insights -n '__iqm_insights_in "pld generate" "sls generate" "aqs generate" "buy"' -l max-cost -d 'Buy nothing that costs more' -x
complete -c iqm-insights -n '__iqm_insights_in "pld generate" "sls generate" "aqs generate" "buy"' -l over-budget -d 'Buy although it is over the setting `budget`, or what it costs is not known' -f
complete -c iqm-insights -n '__iqm_insights_in "pld generate" "sls generate" "aqs generate" "buy"' -l max-days -d 'Buy nothing that is for more days' -x
complete -c iqm-insights -n '__iqm_insights_in "pld generate" "sls generate" "aqs generate"' -l key -d 'The purchase\'s key in the journal' -x -a '(__iqm_insights_ask keys)'
complete -c iqm-insights -n '__iqm_insights_in "pld generate" "sls generate" "aqs generate" "buy"' -l allow-duplicate -d 'Buy although the journal has the same order under another key' -f
complete -c iqm-insights -n '__iqm_insights_in "pld generate" "sls generate" "aqs generate" "buy"' -l wait -d 'Wait until the report is ready' -f
complete -c iqm-insights -n '__iqm_insights_in "pld generate" "pld download" "sls generate" "sls download" "aqs generate" "aqs download"' -l save -d 'Save the report\'s file; its type is the name\'s ending' -r -F
complete -c iqm-insights -n '__iqm_insights_in "pld download" "sls download" "aqs download"' -l save-dir -d 'Save the files of several reports in this directory, which is made where it is not there' -x -a '(__fish_complete_directories)'
complete -c iqm-insights -n '__iqm_insights_in "pld download" "sls download" "aqs download"' -l name -d 'With --save-dir: names of the files' -x
complete -c iqm-insights -n '__iqm_insights_in "pld download" "sls download" "aqs download"' -l all-ready -d 'With --save-dir: save all reports that are ready, but for files that exist already' -f
complete -c iqm-insights -n '__iqm_insights_in "pld generate" "pld download" "sls generate" "sls download" "aqs generate" "aqs download" "buy"' -l strict -d 'With --save: a file that came whole, but is not as a CSV or XLSX should be, is refused and stays as FILE.part' -f
complete -c iqm-insights -n '__iqm_insights_in "pld generate" "pld download" "sls generate" "sls download" "aqs generate" "aqs download" "buy"' -l mode -d 'Permissions of files that are saved, in octal' -x
complete -c iqm-insights -n '__iqm_insights_in "pld generate" "pld wait" "sls generate" "sls wait" "aqs generate" "aqs wait" "buy" "journal resume"' -l wait-timeout -d 'Most time to wait for reports: 90s, 15m, 2h' -x
complete -c iqm-insights -n '__iqm_insights_in "pld generate" "pld wait" "sls generate" "sls wait" "aqs generate" "aqs wait" "buy" "journal resume"' -l interval -d 'Time between two polls while waiting, at first' -x
complete -c iqm-insights -n '__iqm_insights_in "pld generate" "pld wait" "sls generate" "sls wait" "aqs generate" "aqs wait" "buy" "journal resume"' -l max-interval -d 'Time between two polls while waiting, at most' -x
complete -c iqm-insights -n '__iqm_insights_in "buy"' -l max-total -d 'Buy nothing if all orders together cost more' -x
complete -c iqm-insights -n '__iqm_insights_in "buy"' -l family -d 'The family of orders whose rows name neither `family` nor `operation`' -x -a 'pld sls aqs'
complete -c iqm-insights -n '__iqm_insights_in "buy"' -l save-dir -d 'Wait, and save the files in this directory, which is made where it is not there' -x -a '(__fish_complete_directories)'
complete -c iqm-insights -n '__iqm_insights_in "buy"' -l name -d 'With --save-dir: names of the files' -x
complete -c iqm-insights -n '__iqm_insights_in "journal settle"' -l bought -d 'Record that it bought this report, which must be in the service\'s list' -x -a '(__iqm_insights_ask ids)'
complete -c iqm-insights -n '__iqm_insights_in "journal settle"' -l not-bought -d 'Record that it bought nothing, an hour after it was sent or later' -f
complete -c iqm-insights -n '__iqm_insights_in "journal reconcile"' -l since -d 'Only what was made since: a date or a time, so long ago (90d, 12h), or when a period began (this-month, 2026-01)' -x
complete -c iqm-insights -n '__iqm_insights_in "doctor"' -l probe -d 'Ask the service what IQM\'s documents leave open, by reads and one price, all of them free: which dialect it takes, names and units of fields, what status ids mean, how it says that a report is not there' -f
complete -c iqm-insights -n '__iqm_insights_in "journal repair"' -l accept-lost -d 'Buy from now on although purchases are lost: lines were damaged that nobody can read, or the database is another' -f
complete -c iqm-insights -n '__iqm_insights_in "journal list"' -l open -d 'Only purchases that something is left to do for: to find, wait for or save the report, or to settle it' -f
complete -c iqm-insights -n '__iqm_insights_in "journal list" "journal spend"' -l since -d 'Only purchases that were sent since: a date or a time, so long ago (90d, 12h), or when a period began (this-month, 2026-01)' -x
complete -c iqm-insights -n '__iqm_insights_in "journal list" "journal spend"' -l family -d 'Only purchases of this family' -x -a 'pld sls aqs'
complete -c iqm-insights -n '__iqm_insights_in "journal list"' -l state -d 'Only purchases in these states, with commas between: busy, open, unknown, bought, not-bought, refused' -x -a '(__iqm_insights_list busy open unknown bought not-bought refused)'
complete -c iqm-insights -n '__iqm_insights_in "journal spend"' -l by -d 'What to sum by' -x -a 'day month family campaign workspace'
complete -c iqm-insights -l profile -d 'Section of the configuration file' -x -a '(__iqm_insights_ask profiles)'
complete -c iqm-insights -n '__iqm_insights_in "pld list" "pld campaigns" "pld generate" "pld compute" "pld columns-get" "pld columns-update" "pld download" "pld email" "pld delete" "pld wait" "sls list" "sls generate" "sls compute" "sls validate-name" "sls campaigns" "sls download" "sls email" "sls delete" "sls wait" "aqs list" "aqs campaigns" "aqs validate-name" "aqs compute" "aqs generate" "aqs report-types" "aqs download" "aqs email" "aqs delete" "aqs wait" "static insights-statuses" "static report-statuses" "auth login" "auth status" "auth token" "buy" "journal resume" "journal settle" "journal reconcile" "config get" "config list" "doctor" "api"' -l base-url -d 'Where the service is' -x
complete -c iqm-insights -n '__iqm_insights_in "pld list" "pld campaigns" "pld generate" "pld compute" "pld columns-get" "pld columns-update" "pld download" "pld email" "pld delete" "pld wait" "sls list" "sls generate" "sls compute" "sls validate-name" "sls campaigns" "sls download" "sls email" "sls delete" "sls wait" "aqs list" "aqs campaigns" "aqs validate-name" "aqs compute" "aqs generate" "aqs report-types" "aqs download" "aqs email" "aqs delete" "aqs wait" "static insights-statuses" "static report-statuses" "auth login" "auth status" "auth token" "buy" "journal resume" "journal settle" "journal reconcile" "config get" "config list" "doctor" "api"' -l ow-id -d 'Workspace id' -x
complete -c iqm-insights -n '__iqm_insights_in "pld list" "pld campaigns" "pld generate" "pld compute" "pld columns-get" "pld columns-update" "pld download" "pld email" "pld delete" "pld wait" "sls list" "sls generate" "sls compute" "sls validate-name" "sls campaigns" "sls download" "sls email" "sls delete" "sls wait" "aqs list" "aqs campaigns" "aqs validate-name" "aqs compute" "aqs generate" "aqs report-types" "aqs download" "aqs email" "aqs delete" "aqs wait" "static insights-statuses" "static report-statuses" "auth login" "auth status" "auth token" "buy" "journal resume" "journal settle" "journal reconcile" "config get" "config list" "doctor" "api"' -l ca-file -d 'PEM file of trusted certificates' -r -F
complete -c iqm-insights -n '__iqm_insights_in "pld list" "pld campaigns" "pld generate" "pld compute" "pld columns-get" "pld columns-update" "pld download" "pld email" "pld delete" "pld wait" "sls list" "sls generate" "sls compute" "sls validate-name" "sls campaigns" "sls download" "sls email" "sls delete" "sls wait" "aqs list" "aqs campaigns" "aqs validate-name" "aqs compute" "aqs generate" "aqs report-types" "aqs download" "aqs email" "aqs delete" "aqs wait" "static insights-statuses" "static report-statuses" "auth login" "auth status" "auth token" "buy" "journal resume" "journal settle" "journal reconcile" "config get" "config list" "doctor" "api"' -l client-cert -d 'PEM file of the client\'s certificate, for a service or gateway that wants one' -r -F
complete -c iqm-insights -n '__iqm_insights_in "pld list" "pld campaigns" "pld generate" "pld compute" "pld columns-get" "pld columns-update" "pld download" "pld email" "pld delete" "pld wait" "sls list" "sls generate" "sls compute" "sls validate-name" "sls campaigns" "sls download" "sls email" "sls delete" "sls wait" "aqs list" "aqs campaigns" "aqs validate-name" "aqs compute" "aqs generate" "aqs report-types" "aqs download" "aqs email" "aqs delete" "aqs wait" "static insights-statuses" "static report-statuses" "auth login" "auth status" "auth token" "buy" "journal resume" "journal settle" "journal reconcile" "config get" "config list" "doctor" "api"' -l client-key -d 'PEM file of its key; without it the key is in --client-cert too' -r -F
complete -c iqm-insights -n '__iqm_insights_in "pld list" "pld campaigns" "pld generate" "pld compute" "pld columns-get" "pld columns-update" "pld download" "pld email" "pld delete" "pld wait" "sls list" "sls generate" "sls compute" "sls validate-name" "sls campaigns" "sls download" "sls email" "sls delete" "sls wait" "aqs list" "aqs campaigns" "aqs validate-name" "aqs compute" "aqs generate" "aqs report-types" "aqs download" "aqs email" "aqs delete" "aqs wait" "static insights-statuses" "static report-statuses" "auth login" "auth status" "auth token" "buy" "journal resume" "journal settle" "journal reconcile" "config get" "config list" "doctor" "api"' -l proxy -d 'Proxy for all requests, such as `http://10.0.0.1:3128`, or `none`' -x
complete -c iqm-insights -n '__iqm_insights_in "pld list" "pld campaigns" "pld generate" "pld compute" "pld columns-get" "pld columns-update" "pld download" "pld email" "pld delete" "pld wait" "sls list" "sls generate" "sls compute" "sls validate-name" "sls campaigns" "sls download" "sls email" "sls delete" "sls wait" "aqs list" "aqs campaigns" "aqs validate-name" "aqs compute" "aqs generate" "aqs report-types" "aqs download" "aqs email" "aqs delete" "aqs wait" "static insights-statuses" "static report-statuses" "auth login" "auth status" "auth token" "buy" "journal list" "journal spend" "journal resume" "journal settle" "journal reconcile" "journal repair" "config get" "config list" "doctor" "api"' -l store -d 'PostgreSQL database that hosts share: the journal of purchases and the rate limit are there, and not in files' -x
complete -c iqm-insights -n '__iqm_insights_in "pld list" "pld campaigns" "pld generate" "pld compute" "pld columns-get" "pld columns-update" "pld download" "pld email" "pld delete" "pld wait" "sls list" "sls generate" "sls compute" "sls validate-name" "sls campaigns" "sls download" "sls email" "sls delete" "sls wait" "aqs list" "aqs campaigns" "aqs validate-name" "aqs compute" "aqs generate" "aqs report-types" "aqs download" "aqs email" "aqs delete" "aqs wait" "static insights-statuses" "static report-statuses" "auth login" "auth status" "auth token" "buy" "journal resume" "journal settle" "journal reconcile" "config get" "config list" "doctor" "api"' -l dialect -d 'What to send where IQM\'s documents disagree' -x -a 'page openapi samples july-file older-file'
complete -c iqm-insights -n '__iqm_insights_in "pld list" "pld campaigns" "pld generate" "pld compute" "pld columns-get" "pld columns-update" "pld download" "pld email" "pld delete" "pld wait" "sls list" "sls generate" "sls compute" "sls validate-name" "sls campaigns" "sls download" "sls email" "sls delete" "sls wait" "aqs list" "aqs campaigns" "aqs validate-name" "aqs compute" "aqs generate" "aqs report-types" "aqs download" "aqs email" "aqs delete" "aqs wait" "static insights-statuses" "static report-statuses" "auth login" "auth status" "auth token" "buy" "journal resume" "journal settle" "journal reconcile" "config get" "config list" "doctor" "api"' -l timeout -d 'Longest time for one call; a wait is made of many' -x
complete -c iqm-insights -n '__iqm_insights_in "auth login"' -l username -d 'User to log in as' -x
complete -c iqm-insights -n '__iqm_insights_in "auth login"' -l client-id -d 'Client id that IQM issued' -x
complete -c iqm-insights -s q -l quiet -d 'Errors only on standard error' -f
complete -c iqm-insights -s v -l verbose -d 'Log more: waits, log-ins, repeated requests' -f
complete -c iqm-insights -l debug -d 'Log all: each request and response, without secrets' -f
complete -c iqm-insights -s h -l help -d 'This text' -f
complete -c iqm-insights -s V -l version -d 'The version' -f
complete -c iqm-insights -n '__iqm_insights_in "pld list"' -l search-field -d 'Free text to filter by; the service chooses the columns that it matches' -x
complete -c iqm-insights -n '__iqm_insights_in "pld list"' -l no-of-entries -d 'Rows on a page' -x
complete -c iqm-insights -n '__iqm_insights_in "pld list"' -l page-no -d 'Page number; the first is 1' -x
complete -c iqm-insights -n '__iqm_insights_in "pld list"' -l sort-by -d 'Column to sort by; with `-` before it from the highest' -x -a 'id name campaign-name campaign-ids status-id start-date end-date io-id io-name is-campaign-eligible created-on creative-type-id campaign-timezone-id io-type-id campaign-status -id -name -campaign-name -campaign-ids -status-id -start-date -end-date -io-id -io-name -is-campaign-eligible -created-on -creative-type-id -campaign-timezone-id -io-type-id -campaign-status'
complete -c iqm-insights -n '__iqm_insights_in "pld generate"' -l campaign-id -d 'Campaign id' -x
complete -c iqm-insights -n '__iqm_insights_in "pld generate"' -l start-date -d 'Start of the report' -x
complete -c iqm-insights -n '__iqm_insights_in "pld generate"' -l end-date -d 'End of the report' -x
complete -c iqm-insights -n '__iqm_insights_in "pld generate"' -l id -d 'Failed report to regenerate' -x -a '(__iqm_insights_ask ids pld)'
complete -c iqm-insights -n '__iqm_insights_in "pld generate"' -l campaign-ids -d 'Several campaigns of one insertion order, in place of one' -x
complete -c iqm-insights -n '__iqm_insights_in "pld generate"' -l io-id -d 'Insertion order of these campaigns' -x
complete -c iqm-insights -n '__iqm_insights_in "pld generate"' -l idempotency-key -d 'Key of the purchase for the service; what it does with it is not known' -x
complete -c iqm-insights -n '__iqm_insights_in "pld compute"' -l campaign-id -d 'Campaign id' -x
complete -c iqm-insights -n '__iqm_insights_in "pld compute"' -l start-date -d 'Start of the report' -x
complete -c iqm-insights -n '__iqm_insights_in "pld compute"' -l end-date -d 'End of the report' -x
complete -c iqm-insights -n '__iqm_insights_in "pld compute"' -l id -d 'Failed report to regenerate' -x -a '(__iqm_insights_ask ids pld)'
complete -c iqm-insights -n '__iqm_insights_in "pld compute"' -l campaign-ids -d 'Several campaigns of one insertion order, in place of one' -x
complete -c iqm-insights -n '__iqm_insights_in "pld compute"' -l io-id -d 'Insertion order of these campaigns' -x
complete -c iqm-insights -n '__iqm_insights_in "pld compute"' -l idempotency-key -d 'Key of the purchase for the service; what it does with it is not known' -x
complete -c iqm-insights -n '__iqm_insights_in "pld columns-update"' -l id -d 'Report id' -x -a 'true false'
complete -c iqm-insights -n '__iqm_insights_in "pld columns-update"' -l insights-name -d 'Report name' -x -a 'true false'
complete -c iqm-insights -n '__iqm_insights_in "pld columns-update"' -l campaign-name -d 'Name of the campaign' -x -a 'true false'
complete -c iqm-insights -n '__iqm_insights_in "pld columns-update"' -l campaign-id -d 'Campaign id' -x -a 'true false'
complete -c iqm-insights -n '__iqm_insights_in "pld columns-update"' -l status -d 'Status' -x -a 'true false'
complete -c iqm-insights -n '__iqm_insights_in "pld columns-update"' -l date-range -d 'First and last day' -x -a 'true false'
complete -c iqm-insights -n '__iqm_insights_in "pld columns-update"' -l created-on -d 'Day on which it was made' -x -a 'true false'
complete -c iqm-insights -n '__iqm_insights_in "pld columns-update"' -l io-name -d 'Name of the insertion order' -x -a 'true false'
complete -c iqm-insights -n '__iqm_insights_in "pld columns-update"' -l io-id -d 'Insertion order id' -x -a 'true false'
complete -c iqm-insights -n '__iqm_insights_in "pld download"' -l file-type -d 'File type id' -x -a 'xlsx csv pdf zip'
complete -c iqm-insights -n '__iqm_insights_in "pld download"' -l id -d 'Report id; the report must be ready' -x -a '(__iqm_insights_ask ids pld)'
complete -c iqm-insights -n '__iqm_insights_in "pld email"' -l file-type -d 'File type id' -x -a 'xlsx csv pdf zip'
complete -c iqm-insights -n '__iqm_insights_in "pld email"' -l id -d 'Report id; the report must be ready' -x -a '(__iqm_insights_ask ids pld)'
complete -c iqm-insights -n '__iqm_insights_in "pld email"' -l email-ids -d 'E-mail addresses' -x
complete -c iqm-insights -n '__iqm_insights_in "pld delete"' -l ids -d 'Ids of failed reports' -x -a '(__iqm_insights_list (__iqm_insights_ask ids pld))'
complete -c iqm-insights -n '__iqm_insights_in "sls list"' -l search-field -d 'Free text to filter by; the service chooses the columns that it matches' -x
complete -c iqm-insights -n '__iqm_insights_in "sls list"' -l no-of-entries -d 'Rows on a page' -x
complete -c iqm-insights -n '__iqm_insights_in "sls list"' -l page-no -d 'Page number; the first is 1' -x
complete -c iqm-insights -n '__iqm_insights_in "sls list"' -l sort-by -d 'Column to sort by; with `-` before it from the highest' -x -a 'id name campaign-ids status-id status-name start-date end-date io-id io-name is-campaign-eligible created-on campaign-timezone-id io-type-id pdf-file-size excel-file-size report-type-ids lookback-duration concept-group-id competitor-concept-group-ids campaign-name campaign-status creative-type-id -id -name -campaign-ids -status-id -status-name -start-date -end-date -io-id -io-name -is-campaign-eligible -created-on -campaign-timezone-id -io-type-id -pdf-file-size -excel-file-size -report-type-ids -lookback-duration -concept-group-id -competitor-concept-group-ids -campaign-name -campaign-status -creative-type-id'
complete -c iqm-insights -n '__iqm_insights_in "sls generate"' -l io-id -d 'Insertion order id' -x
complete -c iqm-insights -n '__iqm_insights_in "sls generate"' -l campaign-ids -d 'Campaign ids' -x
complete -c iqm-insights -n '__iqm_insights_in "sls generate"' -l start-date -d 'Start of the study' -x
complete -c iqm-insights -n '__iqm_insights_in "sls generate"' -l end-date -d 'End of the study' -x
complete -c iqm-insights -n '__iqm_insights_in "sls generate"' -l name -d 'Name, unique in the organization' -x
complete -c iqm-insights -n '__iqm_insights_in "sls generate"' -l lookback-duration -d 'How far back prescriptions are compared' -x
complete -c iqm-insights -n '__iqm_insights_in "sls generate"' -l concept-group-id -d 'Concept group id' -x
complete -c iqm-insights -n '__iqm_insights_in "sls generate"' -l report-types -d 'Analyses to make' -x -a '(__iqm_insights_list pre-vs-post exposed-vs-underexposed competitive)'
complete -c iqm-insights -n '__iqm_insights_in "sls generate"' -l competitor-concept-group-ids -d 'Concept groups of competitors; for the competitive analysis' -x
complete -c iqm-insights -n '__iqm_insights_in "sls generate"' -l id -d 'Failed study to regenerate' -x -a '(__iqm_insights_ask ids sls)'
complete -c iqm-insights -n '__iqm_insights_in "sls generate"' -l idempotency-key -d 'Key of the purchase for the service; what it does with it is not known' -x
complete -c iqm-insights -n '__iqm_insights_in "sls compute"' -l io-id -d 'Insertion order id' -x
complete -c iqm-insights -n '__iqm_insights_in "sls compute"' -l campaign-ids -d 'Campaign ids' -x
complete -c iqm-insights -n '__iqm_insights_in "sls compute"' -l start-date -d 'Start of the study' -x
complete -c iqm-insights -n '__iqm_insights_in "sls compute"' -l end-date -d 'End of the study' -x
complete -c iqm-insights -n '__iqm_insights_in "sls compute"' -l name -d 'Name, unique in the organization' -x
complete -c iqm-insights -n '__iqm_insights_in "sls compute"' -l lookback-duration -d 'How far back prescriptions are compared' -x
complete -c iqm-insights -n '__iqm_insights_in "sls compute"' -l concept-group-id -d 'Concept group id' -x
complete -c iqm-insights -n '__iqm_insights_in "sls compute"' -l report-types -d 'Analyses to make' -x -a '(__iqm_insights_list pre-vs-post exposed-vs-underexposed competitive)'
complete -c iqm-insights -n '__iqm_insights_in "sls compute"' -l competitor-concept-group-ids -d 'Concept groups of competitors; for the competitive analysis' -x
complete -c iqm-insights -n '__iqm_insights_in "sls compute"' -l id -d 'Failed study to regenerate' -x -a '(__iqm_insights_ask ids sls)'
complete -c iqm-insights -n '__iqm_insights_in "sls compute"' -l idempotency-key -d 'Key of the purchase for the service; what it does with it is not known' -x
complete -c iqm-insights -n '__iqm_insights_in "sls validate-name"' -l name -d 'Name to check' -x
complete -c iqm-insights -n '__iqm_insights_in "sls download"' -l file-type -d 'File type id; the list gives sizes of PDF and XLSX files, so the service may take 3 as well' -x -a 'xlsx csv pdf zip'
complete -c iqm-insights -n '__iqm_insights_in "sls download"' -l id -d 'Report id; the study must be ready' -x -a '(__iqm_insights_ask ids sls)'
complete -c iqm-insights -n '__iqm_insights_in "sls email"' -l file-type -d 'File type id' -x -a 'xlsx csv pdf zip'
complete -c iqm-insights -n '__iqm_insights_in "sls email"' -l id -d 'Report id; the study must be ready' -x -a '(__iqm_insights_ask ids sls)'
complete -c iqm-insights -n '__iqm_insights_in "sls email"' -l email-ids -d 'E-mail addresses' -x
complete -c iqm-insights -n '__iqm_insights_in "sls delete"' -l ids -d 'Ids of failed studies' -x -a '(__iqm_insights_list (__iqm_insights_ask ids sls))'
complete -c iqm-insights -n '__iqm_insights_in "aqs list"' -l search-field -d 'Free text to filter by; the service chooses the columns that it matches' -x
complete -c iqm-insights -n '__iqm_insights_in "aqs list"' -l no-of-entries -d 'Rows on a page' -x
complete -c iqm-insights -n '__iqm_insights_in "aqs list"' -l page-no -d 'Page number; the first is 1' -x
complete -c iqm-insights -n '__iqm_insights_in "aqs list"' -l sort-by -d 'Column to sort by; with `-` before it from the highest' -x -a 'id name campaign-name campaign-ids status-id status-name start-date end-date io-id io-name is-campaign-eligible created-on creative-type-id io-type-id campaign-timezone-id file-size-details report-type-ids -id -name -campaign-name -campaign-ids -status-id -status-name -start-date -end-date -io-id -io-name -is-campaign-eligible -created-on -creative-type-id -io-type-id -campaign-timezone-id -file-size-details -report-type-ids'
complete -c iqm-insights -n '__iqm_insights_in "aqs validate-name"' -l name -d 'Name to check' -x
complete -c iqm-insights -n '__iqm_insights_in "aqs compute"' -l campaign-id -d 'Campaign id' -x
complete -c iqm-insights -n '__iqm_insights_in "aqs compute"' -l id -d 'Failed report to regenerate' -x -a '(__iqm_insights_ask ids aqs)'
complete -c iqm-insights -n '__iqm_insights_in "aqs compute"' -l name -d 'Name, unique in the organization' -x
complete -c iqm-insights -n '__iqm_insights_in "aqs compute"' -l start-date -d 'Start of the report' -x
complete -c iqm-insights -n '__iqm_insights_in "aqs compute"' -l end-date -d 'End of the report' -x
complete -c iqm-insights -n '__iqm_insights_in "aqs compute"' -l report-type-id -d 'Report type id' -x -a 'audience campaign'
complete -c iqm-insights -n '__iqm_insights_in "aqs compute"' -l audience-concept-groups -d 'Concept group of each audience' -x -a '(__iqm_insights_at_file)'
complete -c iqm-insights -n '__iqm_insights_in "aqs compute"' -l campaign-ids -d 'Several campaigns of one insertion order, in place of one' -x
complete -c iqm-insights -n '__iqm_insights_in "aqs compute"' -l io-id -d 'Insertion order of these campaigns' -x
complete -c iqm-insights -n '__iqm_insights_in "aqs generate"' -l campaign-id -d 'Campaign id' -x
complete -c iqm-insights -n '__iqm_insights_in "aqs generate"' -l id -d 'Failed report to regenerate' -x -a '(__iqm_insights_ask ids aqs)'
complete -c iqm-insights -n '__iqm_insights_in "aqs generate"' -l name -d 'Name, unique in the organization' -x
complete -c iqm-insights -n '__iqm_insights_in "aqs generate"' -l start-date -d 'Start of the report' -x
complete -c iqm-insights -n '__iqm_insights_in "aqs generate"' -l end-date -d 'End of the report' -x
complete -c iqm-insights -n '__iqm_insights_in "aqs generate"' -l report-type-id -d 'Report type id' -x -a 'audience campaign'
complete -c iqm-insights -n '__iqm_insights_in "aqs generate"' -l audience-concept-groups -d 'Concept group of each audience' -x -a '(__iqm_insights_at_file)'
complete -c iqm-insights -n '__iqm_insights_in "aqs generate"' -l campaign-ids -d 'Several campaigns of one insertion order, in place of one' -x
complete -c iqm-insights -n '__iqm_insights_in "aqs generate"' -l io-id -d 'Insertion order of these campaigns' -x
complete -c iqm-insights -n '__iqm_insights_in "aqs download"' -l file-type -d 'File type id' -x -a 'xlsx csv pdf zip'
complete -c iqm-insights -n '__iqm_insights_in "aqs download"' -l id -d 'Report id; the report must be ready' -x -a '(__iqm_insights_ask ids aqs)'
complete -c iqm-insights -n '__iqm_insights_in "aqs email"' -l file-type -d 'File type id' -x -a 'xlsx csv pdf zip'
complete -c iqm-insights -n '__iqm_insights_in "aqs email"' -l id -d 'Report id; the report must be ready' -x -a '(__iqm_insights_ask ids aqs)'
complete -c iqm-insights -n '__iqm_insights_in "aqs email"' -l email-ids -d 'E-mail addresses' -x
complete -c iqm-insights -n '__iqm_insights_in "aqs delete"' -l ids -d 'Ids of failed reports' -x -a '(__iqm_insights_list (__iqm_insights_ask ids aqs))'
complete -c iqm-insights -n '__iqm_insights_in "buy"' -l campaign-id -d 'Campaign id' -x
complete -c iqm-insights -n '__iqm_insights_in "buy"' -l start-date -d 'Start of the report' -x
complete -c iqm-insights -n '__iqm_insights_in "buy"' -l end-date -d 'End of the report' -x
complete -c iqm-insights -n '__iqm_insights_in "buy"' -l id -d 'Failed report to regenerate' -x
complete -c iqm-insights -n '__iqm_insights_in "buy"' -l campaign-ids -d 'Several campaigns of one insertion order, in place of one' -x
complete -c iqm-insights -n '__iqm_insights_in "buy"' -l io-id -d 'Insertion order of these campaigns' -x
complete -c iqm-insights -n '__iqm_insights_in "buy"' -l idempotency-key -d 'Key of the purchase for the service; what it does with it is not known' -x
complete -c iqm-insights -n '__iqm_insights_in "buy"' -l lookback-duration -d 'How far back prescriptions are compared' -x
complete -c iqm-insights -n '__iqm_insights_in "buy"' -l concept-group-id -d 'Concept group id' -x
complete -c iqm-insights -n '__iqm_insights_in "buy"' -l report-types -d 'Analyses to make' -x -a '(__iqm_insights_list pre-vs-post exposed-vs-underexposed competitive)'
complete -c iqm-insights -n '__iqm_insights_in "buy"' -l competitor-concept-group-ids -d 'Concept groups of competitors; for the competitive analysis' -x
complete -c iqm-insights -n '__iqm_insights_in "buy"' -l report-type-id -d 'Report type id' -x -a 'audience campaign'
complete -c iqm-insights -n '__iqm_insights_in "buy"' -l audience-concept-groups -d 'Concept group of each audience' -x -a '(__iqm_insights_at_file)'
complete -c iqm-insights -n '__iqm_insights_argument "pld download" 0 +' -a '(__iqm_insights_ask ids pld)'
complete -c iqm-insights -n '__iqm_insights_argument "pld delete" 0 +' -a '(__iqm_insights_ask ids pld)'
complete -c iqm-insights -n '__iqm_insights_argument "pld wait" 0 +' -a '(__iqm_insights_ask ids pld)'
complete -c iqm-insights -n '__iqm_insights_argument "sls download" 0 +' -a '(__iqm_insights_ask ids sls)'
complete -c iqm-insights -n '__iqm_insights_argument "sls delete" 0 +' -a '(__iqm_insights_ask ids sls)'
complete -c iqm-insights -n '__iqm_insights_argument "sls wait" 0 +' -a '(__iqm_insights_ask ids sls)'
complete -c iqm-insights -n '__iqm_insights_argument "aqs download" 0 +' -a '(__iqm_insights_ask ids aqs)'
complete -c iqm-insights -n '__iqm_insights_argument "aqs delete" 0 +' -a '(__iqm_insights_ask ids aqs)'
complete -c iqm-insights -n '__iqm_insights_argument "aqs wait" 0 +' -a '(__iqm_insights_ask ids aqs)'
complete -c iqm-insights -n '__iqm_insights_argument "buy" 0 +' -F
complete -c iqm-insights -n '__iqm_insights_argument "journal resume" 0 +' -a '(__iqm_insights_ask keys)'
complete -c iqm-insights -n '__iqm_insights_argument "journal settle" 0 +' -a '(__iqm_insights_ask keys)'
complete -c iqm-insights -n '__iqm_insights_argument "config get" 0 +' -a 'base-url token ow-id client-id client-secret username password ca-file ca-dir client-cert client-key proxy dialect timezone display-timezone budget store no-purchases output timeout'
complete -c iqm-insights -n '__iqm_insights_argument "config set" 0' -a 'base-url token ow-id client-id client-secret username password ca-file ca-dir client-cert client-key proxy dialect timezone display-timezone budget store no-purchases output timeout'
complete -c iqm-insights -n '__iqm_insights_argument "config unset" 0 +' -a 'base-url token ow-id client-id client-secret username password ca-file ca-dir client-cert client-key proxy dialect timezone display-timezone budget store no-purchases output timeout'
complete -c iqm-insights -n '__iqm_insights_argument "api" 0' -a 'GET'
complete -c iqm-insights -n '__iqm_insights_argument "api" 1 +' -a '/api/v3/ins/aqs-reports /api/v3/ins/aqs-reports/campaigns /api/v3/ins/aqs-reports/validate/name /api/v3/ins/pld-reports /api/v3/ins/pld-reports/campaigns /api/v3/ins/pld-reports/columns /api/v3/ins/sls-reports /api/v3/ins/sls-reports/campaigns /api/v3/ins/sls-reports/validate/name /api/v3/ins/static/aqs-reports/report-types /api/v3/ins/static/insights/status/list /api/v3/ins/static/report-status'
complete -c iqm-insights -n '__iqm_insights_argument "help" 0 +' -a 'pld sls aqs static auth buy journal config doctor api help version settings exit-codes periods orders environment files'
