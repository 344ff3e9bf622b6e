# SPDX-License-Identifier: MIT
# Made from spec/ by `make regen`: change the spec, not this file.
# Completion of iqm-insights for bash.

# What may stand for a value after $prev: `choices`, `files`, or what the command is `asked` for;
# `list`: several, between commas.
_iqm_insights_value()
{
	case "$family $name $prev" in
	"pld list --sort-by") choices="id name campaign-name campaign-ids status-id start-date end-date io-id io-name is-campaign-eligible created-on creative-type-id campaign-timezone-id io-type-id campaign-status -id -name -campaign-name -campaign-ids -status-id -start-date -end-date -io-id -io-name -is-campaign-eligible -created-on -creative-type-id -campaign-timezone-id -io-type-id -campaign-status" ;;
	"pld list --columns") choices="all status id name campaign-name campaign-ids status-id start-date end-date io-id io-name is-campaign-eligible created-on creative-type-id campaign-timezone-id io-type-id campaign-status" list=yes ;;
	"pld list --fields") choices="all status id name campaign-name campaign-ids status-id start-date end-date io-id io-name is-campaign-eligible created-on creative-type-id campaign-timezone-id io-type-id campaign-status" list=yes ;;
	"pld list --status") choices="processing ready failed unknown" list=yes ;;
	"pld campaigns --columns") choices="all group campaign-id campaign-timezone-id" list=yes ;;
	"pld campaigns --fields") choices="all group campaign-id campaign-timezone-id" list=yes ;;
	"pld generate --id") asked="ids pld" ;;
	"pld compute --id") asked="ids pld" ;;
	"pld compute --columns") choices="all report-created report-creatable id name status-id created-on campaign-ids campaign-name campaign-status creative-type-id io-id io-name io-type-id start-date end-date chargeable-imps charged-imps chargeable-cost charged-cost plain-charged-cost funds-available effective-rate processing-campaign-ids template-id idempotency-key message" list=yes ;;
	"pld compute --fields") choices="all report-created report-creatable id name status-id created-on campaign-ids campaign-name campaign-status creative-type-id io-id io-name io-type-id start-date end-date chargeable-imps charged-imps chargeable-cost charged-cost plain-charged-cost funds-available effective-rate processing-campaign-ids template-id idempotency-key message" list=yes ;;
	"pld columns-get --columns") choices="all id insights-name campaign-name campaign-id status date-range created-on io-name io-id" list=yes ;;
	"pld columns-get --fields") choices="all id insights-name campaign-name campaign-id status date-range created-on io-name io-id" list=yes ;;
	"pld columns-update --id") choices="true false" ;;
	"pld columns-update --insights-name") choices="true false" ;;
	"pld columns-update --campaign-name") choices="true false" ;;
	"pld columns-update --campaign-id") choices="true false" ;;
	"pld columns-update --status") choices="true false" ;;
	"pld columns-update --date-range") choices="true false" ;;
	"pld columns-update --created-on") choices="true false" ;;
	"pld columns-update --io-name") choices="true false" ;;
	"pld columns-update --io-id") choices="true false" ;;
	"pld columns-update --columns") choices="all id insights-name campaign-name campaign-id status date-range created-on io-name io-id" list=yes ;;
	"pld columns-update --fields") choices="all id insights-name campaign-name campaign-id status date-range created-on io-name io-id" list=yes ;;
	"pld columns-update --set") choices="id= insights-name= campaign-name= campaign-id= status= date-range= created-on= io-name= io-id=" ;;
	"pld download --file-type") choices="xlsx csv pdf zip" ;;
	"pld download --id") asked="ids pld" ;;
	"pld download --columns") choices="all report-url" list=yes ;;
	"pld download --fields") choices="all report-url" list=yes ;;
	"pld download --save-dir") files=-d ;;
	"pld email --file-type") choices="xlsx csv pdf zip" ;;
	"pld email --id") asked="ids pld" ;;
	"pld email --columns") choices="all message" list=yes ;;
	"pld email --fields") choices="all message" list=yes ;;
	"pld delete --ids") asked="ids pld" list=yes ;;
	"pld delete --columns") choices="all message" list=yes ;;
	"pld delete --fields") choices="all message" list=yes ;;
	"sls list --sort-by") choices="id name campaign-ids status-id status-name start-date end-date io-id io-name is-campaign-eligible created-on campaign-timezone-id io-type-id pdf-file-size excel-file-size report-type-ids lookback-duration concept-group-id competitor-concept-group-ids campaign-name campaign-status creative-type-id -id -name -campaign-ids -status-id -status-name -start-date -end-date -io-id -io-name -is-campaign-eligible -created-on -campaign-timezone-id -io-type-id -pdf-file-size -excel-file-size -report-type-ids -lookback-duration -concept-group-id -competitor-concept-group-ids -campaign-name -campaign-status -creative-type-id" ;;
	"sls list --columns") choices="all status id name campaign-ids status-id status-name start-date end-date io-id io-name is-campaign-eligible created-on campaign-timezone-id io-type-id pdf-file-size excel-file-size report-type-ids lookback-duration concept-group-id competitor-concept-group-ids campaign-name campaign-status creative-type-id" list=yes ;;
	"sls list --fields") choices="all status id name campaign-ids status-id status-name start-date end-date io-id io-name is-campaign-eligible created-on campaign-timezone-id io-type-id pdf-file-size excel-file-size report-type-ids lookback-duration concept-group-id competitor-concept-group-ids campaign-name campaign-status creative-type-id" list=yes ;;
	"sls list --status") choices="processing ready failed unknown" list=yes ;;
	"sls generate --report-types") choices="pre-vs-post exposed-vs-underexposed competitive" list=yes ;;
	"sls generate --id") asked="ids sls" ;;
	"sls compute --report-types") choices="pre-vs-post exposed-vs-underexposed competitive" list=yes ;;
	"sls compute --id") asked="ids sls" ;;
	"sls compute --columns") choices="all report-created report-creatable id name status-id created-on campaign-ids campaign-name campaign-status creative-type-id io-id io-name io-type-id start-date end-date chargeable-imps charged-imps chargeable-cost charged-cost plain-charged-cost lookback-duration concept-group-id report-types competitor-concept-group-ids funds-available effective-rate processing-campaign-ids message" list=yes ;;
	"sls compute --fields") choices="all report-created report-creatable id name status-id created-on campaign-ids campaign-name campaign-status creative-type-id io-id io-name io-type-id start-date end-date chargeable-imps charged-imps chargeable-cost charged-cost plain-charged-cost lookback-duration concept-group-id report-types competitor-concept-group-ids funds-available effective-rate processing-campaign-ids message" list=yes ;;
	"sls validate-name --columns") choices="all available message" list=yes ;;
	"sls validate-name --fields") choices="all available message" list=yes ;;
	"sls campaigns --columns") choices="all group campaign-id campaign-timezone-id" list=yes ;;
	"sls campaigns --fields") choices="all group campaign-id campaign-timezone-id" list=yes ;;
	"sls download --file-type") choices="xlsx csv pdf zip" ;;
	"sls download --id") asked="ids sls" ;;
	"sls download --columns") choices="all report-url" list=yes ;;
	"sls download --fields") choices="all report-url" list=yes ;;
	"sls download --save-dir") files=-d ;;
	"sls email --file-type") choices="xlsx csv pdf zip" ;;
	"sls email --id") asked="ids sls" ;;
	"sls email --columns") choices="all message" list=yes ;;
	"sls email --fields") choices="all message" list=yes ;;
	"sls delete --ids") asked="ids sls" list=yes ;;
	"sls delete --columns") choices="all message" list=yes ;;
	"sls delete --fields") choices="all message" list=yes ;;
	"aqs list --sort-by") choices="id name campaign-name campaign-ids status-id status-name start-date end-date io-id io-name is-campaign-eligible created-on creative-type-id io-type-id campaign-timezone-id file-size-details report-type-ids -id -name -campaign-name -campaign-ids -status-id -status-name -start-date -end-date -io-id -io-name -is-campaign-eligible -created-on -creative-type-id -io-type-id -campaign-timezone-id -file-size-details -report-type-ids" ;;
	"aqs list --columns") choices="all status id name campaign-name campaign-ids status-id status-name start-date end-date io-id io-name is-campaign-eligible created-on creative-type-id io-type-id campaign-timezone-id file-size-details report-type-ids" list=yes ;;
	"aqs list --fields") choices="all status id name campaign-name campaign-ids status-id status-name start-date end-date io-id io-name is-campaign-eligible created-on creative-type-id io-type-id campaign-timezone-id file-size-details report-type-ids" list=yes ;;
	"aqs list --status") choices="processing ready failed unknown" list=yes ;;
	"aqs campaigns --columns") choices="all group campaign-id campaign-timezone-id" list=yes ;;
	"aqs campaigns --fields") choices="all group campaign-id campaign-timezone-id" list=yes ;;
	"aqs validate-name --columns") choices="all available message" list=yes ;;
	"aqs validate-name --fields") choices="all available message" list=yes ;;
	"aqs compute --id") asked="ids aqs" ;;
	"aqs compute --report-type-id") choices="audience campaign" ;;
	"aqs compute --audience-concept-groups") files=@ ;;
	"aqs compute --columns") choices="all report-created report-creatable id name status-id created-on campaign-ids io-id io-name io-type-id start-date end-date chargeable-imps charged-imps chargeable-cost charged-cost report-type-id audience-concept-groups funds-available effective-rate timezone-id creative-type-id message" list=yes ;;
	"aqs compute --fields") choices="all report-created report-creatable id name status-id created-on campaign-ids io-id io-name io-type-id start-date end-date chargeable-imps charged-imps chargeable-cost charged-cost report-type-id audience-concept-groups funds-available effective-rate timezone-id creative-type-id message" list=yes ;;
	"aqs generate --id") asked="ids aqs" ;;
	"aqs generate --report-type-id") choices="audience campaign" ;;
	"aqs generate --audience-concept-groups") files=@ ;;
	"aqs report-types --columns") choices="all id name label order" list=yes ;;
	"aqs report-types --fields") choices="all id name label order" list=yes ;;
	"aqs download --file-type") choices="xlsx csv pdf zip" ;;
	"aqs download --id") asked="ids aqs" ;;
	"aqs download --columns") choices="all report-url" list=yes ;;
	"aqs download --fields") choices="all report-url" list=yes ;;
	"aqs download --save-dir") files=-d ;;
	"aqs email --file-type") choices="xlsx csv pdf zip" ;;
	"aqs email --id") asked="ids aqs" ;;
	"aqs email --columns") choices="all message" list=yes ;;
	"aqs email --fields") choices="all message" list=yes ;;
	"aqs delete --ids") asked="ids aqs" list=yes ;;
	"aqs delete --columns") choices="all message" list=yes ;;
	"aqs delete --fields") choices="all message" list=yes ;;
	"static insights-statuses --columns") choices="all id name label order" list=yes ;;
	"static insights-statuses --fields") choices="all id name label order" list=yes ;;
	"static report-statuses --columns") choices="all id name label order" list=yes ;;
	"static report-statuses --fields") choices="all id name label order" list=yes ;;
	"buy  --report-types") choices="pre-vs-post exposed-vs-underexposed competitive" list=yes ;;
	"buy  --report-type-id") choices="audience campaign" ;;
	"buy  --audience-concept-groups") files=@ ;;
	"buy  --family") choices="pld sls aqs" ;;
	"buy  --save-dir") files=-d ;;
	"journal list --family") choices="pld sls aqs" ;;
	"journal list --state") choices="busy open unknown bought not-bought refused" list=yes ;;
	"journal spend --family") choices="pld sls aqs" ;;
	*" -o") choices="table json jsonl csv tsv" ;;
	*" --output") choices="table json jsonl csv tsv" ;;
	*" --body") files=@ ;;
	*" --timezone") asked="zones" ;;
	*" --display-timezone") asked="zones" ;;
	*" --period") choices="yesterday last-7-days last-week last-month last-quarter last-year this-week this-month this-quarter this-year today" ;;
	*" --key") asked="keys" ;;
	*" --save") files=-f ;;
	*" --bought") asked="ids" ;;
	*" --by") choices="day month family campaign workspace" ;;
	*" --profile") asked="profiles" ;;
	*" --ca-file") files=-f ;;
	*" --client-cert") files=-f ;;
	*" --client-key") files=-f ;;
	*" --dialect") choices="page openapi samples july-file older-file" ;;
	esac
}

# The same of argument number $argument.
_iqm_insights_argument()
{
	case "$family $name $argument" in
	"pld download "*) asked="ids pld" ;;
	"pld delete "*) asked="ids pld" ;;
	"pld wait "*) asked="ids pld" ;;
	"sls download "*) asked="ids sls" ;;
	"sls delete "*) asked="ids sls" ;;
	"sls wait "*) asked="ids sls" ;;
	"aqs download "*) asked="ids aqs" ;;
	"aqs delete "*) asked="ids aqs" ;;
	"aqs wait "*) asked="ids aqs" ;;
	"buy  "*) files=-f ;;
	"journal resume "*) asked="keys" ;;
	"journal settle "*) asked="keys" ;;
	"config get "*) choices="base-url token ow-id client-id client-secret username password ca-file ca-dir client-cert client-key proxy dialect timezone display-timezone budget store no-purchases output timeout" ;;
	"config set "0) choices="base-url token ow-id client-id client-secret username password ca-file ca-dir client-cert client-key proxy dialect timezone display-timezone budget store no-purchases output timeout" ;;
	"config unset "*) choices="base-url token ow-id client-id client-secret username password ca-file ca-dir client-cert client-key proxy dialect timezone display-timezone budget store no-purchases output timeout" ;;
	"api  "0) choices="GET" ;;
	"api  "*) choices="/api/v3/ins/aqs-reports /api/v3/ins/aqs-reports/campaigns /api/v3/ins/aqs-reports/validate/name /api/v3/ins/pld-reports /api/v3/ins/pld-reports/campaigns /api/v3/ins/pld-reports/columns /api/v3/ins/sls-reports /api/v3/ins/sls-reports/campaigns /api/v3/ins/sls-reports/validate/name /api/v3/ins/static/aqs-reports/report-types /api/v3/ins/static/insights/status/list /api/v3/ins/static/report-status" ;;
	"help  "*) choices="pld sls aqs static auth buy journal config doctor api help version settings exit-codes periods orders environment files" ;;
	esac
}

# What the command has: `flags`. Until the command is complete `names` are those that may come next.
_iqm_insights_command()
{
	case "$family $name" in
	" ")
		names="pld sls aqs static auth buy journal config doctor api help version"
		flags="-o --output --excel --profile -q --quiet -v --verbose --debug -h --help -V --version"
		;;
	"pld list") flags="--search-field --no-of-entries --page-no --sort-by -o --output --columns --fields --excel --all --limit --status --since --campaign-id --name --timezone --display-timezone --profile --base-url --ow-id --ca-file --client-cert --client-key --proxy --store --dialect --timeout -q --quiet -v --verbose --debug -h --help" ;;
	"pld campaigns") flags="-o --output --columns --fields --excel --timezone --display-timezone --profile --base-url --ow-id --ca-file --client-cert --client-key --proxy --store --dialect --timeout -q --quiet -v --verbose --debug -h --help" ;;
	"pld generate") flags="--campaign-id --start-date --end-date --id --campaign-ids --io-id --idempotency-key -o --output --excel --body --timezone --display-timezone --period --allow-incomplete -y --yes --dry-run --max-cost --over-budget --max-days --key --allow-duplicate --wait --save --strict --mode --wait-timeout --interval --max-interval --profile --base-url --ow-id --ca-file --client-cert --client-key --proxy --store --dialect --timeout -q --quiet -v --verbose --debug -h --help" ;;
	"pld compute") flags="--campaign-id --start-date --end-date --id --campaign-ids --io-id --idempotency-key -o --output --columns --fields --excel --body --timezone --display-timezone --period --allow-incomplete --profile --base-url --ow-id --ca-file --client-cert --client-key --proxy --store --dialect --timeout -q --quiet -v --verbose --debug -h --help" ;;
	"pld columns-get") flags="-o --output --columns --fields --excel --timezone --display-timezone --profile --base-url --ow-id --ca-file --client-cert --client-key --proxy --store --dialect --timeout -q --quiet -v --verbose --debug -h --help" ;;
	"pld columns-update") flags="--id --insights-name --campaign-name --campaign-id --status --date-range --created-on --io-name --io-id -o --output --columns --fields --excel --body --set --timezone --display-timezone --profile --base-url --ow-id --ca-file --client-cert --client-key --proxy --store --dialect --timeout -q --quiet -v --verbose --debug -h --help" ;;
	"pld download") flags="--file-type --id -o --output --columns --fields --excel --body --timezone --display-timezone --save --save-dir --name --all-ready --strict --mode --profile --base-url --ow-id --ca-file --client-cert --client-key --proxy --store --dialect --timeout -q --quiet -v --verbose --debug -h --help" ;;
	"pld email") flags="--file-type --id --email-ids -o --output --columns --fields --excel --body --timezone --display-timezone --profile --base-url --ow-id --ca-file --client-cert --client-key --proxy --store --dialect --timeout -q --quiet -v --verbose --debug -h --help" ;;
	"pld delete") flags="--ids -o --output --columns --fields --excel --timezone --display-timezone -y --yes --dry-run --profile --base-url --ow-id --ca-file --client-cert --client-key --proxy --store --dialect --timeout -q --quiet -v --verbose --debug -h --help" ;;
	"pld wait") flags="-o --output --columns --fields --excel --timezone --wait-timeout --interval --max-interval --profile --base-url --ow-id --ca-file --client-cert --client-key --proxy --store --dialect --timeout -q --quiet -v --verbose --debug -h --help" ;;
	"pld ") names="list campaigns generate compute columns-get columns-update download email delete wait" ;;
	"sls list") flags="--search-field --no-of-entries --page-no --sort-by -o --output --columns --fields --excel --all --limit --status --since --campaign-id --name --timezone --display-timezone --profile --base-url --ow-id --ca-file --client-cert --client-key --proxy --store --dialect --timeout -q --quiet -v --verbose --debug -h --help" ;;
	"sls generate") flags="--io-id --campaign-ids --start-date --end-date --name --lookback-duration --concept-group-id --report-types --competitor-concept-group-ids --id --idempotency-key -o --output --excel --body --timezone --display-timezone --period --allow-incomplete -y --yes --dry-run --max-cost --over-budget --max-days --key --allow-duplicate --wait --save --strict --mode --wait-timeout --interval --max-interval --profile --base-url --ow-id --ca-file --client-cert --client-key --proxy --store --dialect --timeout -q --quiet -v --verbose --debug -h --help" ;;
	"sls compute") flags="--io-id --campaign-ids --start-date --end-date --name --lookback-duration --concept-group-id --report-types --competitor-concept-group-ids --id --idempotency-key -o --output --columns --fields --excel --body --timezone --display-timezone --period --allow-incomplete --profile --base-url --ow-id --ca-file --client-cert --client-key --proxy --store --dialect --timeout -q --quiet -v --verbose --debug -h --help" ;;
	"sls validate-name") flags="--name -o --output --columns --fields --excel --timezone --display-timezone --profile --base-url --ow-id --ca-file --client-cert --client-key --proxy --store --dialect --timeout -q --quiet -v --verbose --debug -h --help" ;;
	"sls campaigns") flags="-o --output --columns --fields --excel --timezone --display-timezone --profile --base-url --ow-id --ca-file --client-cert --client-key --proxy --store --dialect --timeout -q --quiet -v --verbose --debug -h --help" ;;
	"sls download") flags="--file-type --id -o --output --columns --fields --excel --body --timezone --display-timezone --save --save-dir --name --all-ready --strict --mode --profile --base-url --ow-id --ca-file --client-cert --client-key --proxy --store --dialect --timeout -q --quiet -v --verbose --debug -h --help" ;;
	"sls email") flags="--file-type --id --email-ids -o --output --columns --fields --excel --body --timezone --display-timezone --profile --base-url --ow-id --ca-file --client-cert --client-key --proxy --store --dialect --timeout -q --quiet -v --verbose --debug -h --help" ;;
	"sls delete") flags="--ids -o --output --columns --fields --excel --timezone --display-timezone -y --yes --dry-run --profile --base-url --ow-id --ca-file --client-cert --client-key --proxy --store --dialect --timeout -q --quiet -v --verbose --debug -h --help" ;;
	"sls wait") flags="-o --output --columns --fields --excel --timezone --wait-timeout --interval --max-interval --profile --base-url --ow-id --ca-file --client-cert --client-key --proxy --store --dialect --timeout -q --quiet -v --verbose --debug -h --help" ;;
	"sls ") names="list generate compute validate-name campaigns download email delete wait" ;;
	"aqs list") flags="--search-field --no-of-entries --page-no --sort-by -o --output --columns --fields --excel --all --limit --status --since --campaign-id --name --timezone --display-timezone --profile --base-url --ow-id --ca-file --client-cert --client-key --proxy --store --dialect --timeout -q --quiet -v --verbose --debug -h --help" ;;
	"aqs campaigns") flags="-o --output --columns --fields --excel --timezone --display-timezone --profile --base-url --ow-id --ca-file --client-cert --client-key --proxy --store --dialect --timeout -q --quiet -v --verbose --debug -h --help" ;;
	"aqs validate-name") flags="--name -o --output --columns --fields --excel --timezone --display-timezone --profile --base-url --ow-id --ca-file --client-cert --client-key --proxy --store --dialect --timeout -q --quiet -v --verbose --debug -h --help" ;;
	"aqs compute") flags="--campaign-id --id --name --start-date --end-date --report-type-id --audience-concept-groups --campaign-ids --io-id -o --output --columns --fields --excel --body --timezone --display-timezone --period --allow-incomplete --profile --base-url --ow-id --ca-file --client-cert --client-key --proxy --store --dialect --timeout -q --quiet -v --verbose --debug -h --help" ;;
	"aqs generate") flags="--campaign-id --id --name --start-date --end-date --report-type-id --audience-concept-groups --campaign-ids --io-id -o --output --excel --body --timezone --display-timezone --period --allow-incomplete -y --yes --dry-run --max-cost --over-budget --max-days --key --allow-duplicate --wait --save --strict --mode --wait-timeout --interval --max-interval --profile --base-url --ow-id --ca-file --client-cert --client-key --proxy --store --dialect --timeout -q --quiet -v --verbose --debug -h --help" ;;
	"aqs report-types") flags="-o --output --columns --fields --excel --timezone --display-timezone --profile --base-url --ow-id --ca-file --client-cert --client-key --proxy --store --dialect --timeout -q --quiet -v --verbose --debug -h --help" ;;
	"aqs download") flags="--file-type --id -o --output --columns --fields --excel --body --timezone --display-timezone --save --save-dir --name --all-ready --strict --mode --profile --base-url --ow-id --ca-file --client-cert --client-key --proxy --store --dialect --timeout -q --quiet -v --verbose --debug -h --help" ;;
	"aqs email") flags="--file-type --id --email-ids -o --output --columns --fields --excel --body --timezone --display-timezone --profile --base-url --ow-id --ca-file --client-cert --client-key --proxy --store --dialect --timeout -q --quiet -v --verbose --debug -h --help" ;;
	"aqs delete") flags="--ids -o --output --columns --fields --excel --timezone --display-timezone -y --yes --dry-run --profile --base-url --ow-id --ca-file --client-cert --client-key --proxy --store --dialect --timeout -q --quiet -v --verbose --debug -h --help" ;;
	"aqs wait") flags="-o --output --columns --fields --excel --timezone --wait-timeout --interval --max-interval --profile --base-url --ow-id --ca-file --client-cert --client-key --proxy --store --dialect --timeout -q --quiet -v --verbose --debug -h --help" ;;
	"aqs ") names="list campaigns validate-name compute generate report-types download email delete wait" ;;
	"static insights-statuses") flags="-o --output --columns --fields --excel --timezone --display-timezone --profile --base-url --ow-id --ca-file --client-cert --client-key --proxy --store --dialect --timeout -q --quiet -v --verbose --debug -h --help" ;;
	"static report-statuses") flags="-o --output --columns --fields --excel --timezone --display-timezone --profile --base-url --ow-id --ca-file --client-cert --client-key --proxy --store --dialect --timeout -q --quiet -v --verbose --debug -h --help" ;;
	"static ") names="insights-statuses report-statuses" ;;
	"auth login") flags="-o --output --excel --profile --base-url --ow-id --ca-file --client-cert --client-key --proxy --store --dialect --timeout --username --client-id -q --quiet -v --verbose --debug -h --help" ;;
	"auth status") flags="-o --output --excel --profile --base-url --ow-id --ca-file --client-cert --client-key --proxy --store --dialect --timeout -q --quiet -v --verbose --debug -h --help" ;;
	"auth token") flags="-o --output --excel --profile --base-url --ow-id --ca-file --client-cert --client-key --proxy --store --dialect --timeout -q --quiet -v --verbose --debug -h --help" ;;
	"auth logout") flags="-o --output --excel --profile -q --quiet -v --verbose --debug -h --help" ;;
	"auth ") names="login status token logout" ;;
	"buy ") flags="--campaign-id --start-date --end-date --id --campaign-ids --io-id --idempotency-key --lookback-duration --concept-group-id --report-types --competitor-concept-group-ids --report-type-id --audience-concept-groups -o --output --columns --fields --excel --timezone --period --allow-incomplete -y --yes --dry-run --max-cost --over-budget --max-days --allow-duplicate --wait --strict --mode --wait-timeout --interval --max-interval --max-total --family --save-dir --name --profile --base-url --ow-id --ca-file --client-cert --client-key --proxy --store --dialect --timeout -q --quiet -v --verbose --debug -h --help" ;;
	"journal list") flags="-o --output --columns --fields --excel --timezone --display-timezone --open --since --family --state --profile --store -q --quiet -v --verbose --debug -h --help" ;;
	"journal spend") flags="-o --output --excel --timezone --display-timezone --since --family --by --profile --store -q --quiet -v --verbose --debug -h --help" ;;
	"journal resume") flags="-o --output --columns --fields --excel --timezone --display-timezone --wait-timeout --interval --max-interval --profile --base-url --ow-id --ca-file --client-cert --client-key --proxy --store --dialect --timeout -q --quiet -v --verbose --debug -h --help" ;;
	"journal settle") flags="-o --output --excel --timezone --display-timezone -y --yes --bought --not-bought --profile --base-url --ow-id --ca-file --client-cert --client-key --proxy --store --dialect --timeout -q --quiet -v --verbose --debug -h --help" ;;
	"journal reconcile") flags="-o --output --excel --timezone --display-timezone --since --profile --base-url --ow-id --ca-file --client-cert --client-key --proxy --store --dialect --timeout -q --quiet -v --verbose --debug -h --help" ;;
	"journal repair") flags="-o --output --excel --accept-lost --profile --store -q --quiet -v --verbose --debug -h --help" ;;
	"journal archive") flags="-o --output --excel --timezone --display-timezone --profile -q --quiet -v --verbose --debug -h --help" ;;
	"journal ") names="list spend resume settle reconcile repair archive" ;;
	"config get") flags="-o --output --excel --timezone --profile --base-url --ow-id --ca-file --client-cert --client-key --proxy --store --dialect --timeout -q --quiet -v --verbose --debug -h --help" ;;
	"config set") flags="-o --output --excel --profile -q --quiet -v --verbose --debug -h --help" ;;
	"config unset") flags="-o --output --excel --profile -q --quiet -v --verbose --debug -h --help" ;;
	"config edit") flags="-o --output --excel --profile -q --quiet -v --verbose --debug -h --help" ;;
	"config list") flags="-o --output --excel --timezone --profile --base-url --ow-id --ca-file --client-cert --client-key --proxy --store --dialect --timeout -q --quiet -v --verbose --debug -h --help" ;;
	"config ") names="get set unset edit list" ;;
	"doctor ") flags="-o --output --excel --probe --profile --base-url --ow-id --ca-file --client-cert --client-key --proxy --store --dialect --timeout -q --quiet -v --verbose --debug -h --help" ;;
	"api ") flags="-o --output --excel --profile --base-url --ow-id --ca-file --client-cert --client-key --proxy --store --dialect --timeout -q --quiet -v --verbose --debug -h --help" ;;
	"help ") flags="-o --output --excel --profile -q --quiet -v --verbose --debug -h --help" ;;
	"version ") flags="-o --output --excel --profile -q --quiet -v --verbose --debug -h --help" ;;
	esac
}

# What the command knows only when it is asked, quoted; for the profile that is given.
_iqm_insights_ask()
{
	local line
	local -a words
	read -ra words <<<"$asked"
	[[ $profile ]] && words+=(--profile "$profile")
	while IFS= read -r line; do
		line=${line%%$'\t'*}
		[[ $line == "$cur"* ]] && printf -v line %q "$line" && COMPREPLY+=("$before$line")
	done < <(command iqm-insights complete "${words[@]}" 2>/dev/null)
}

_iqm_insights()
{
	local valued=" -o --output --columns --fields --limit --status --since --campaign-id --name --body --set --timezone --display-timezone --period --max-cost --max-days --key --save --save-dir --name --mode --wait-timeout --interval --max-interval --max-total --family --save-dir --name --bought --since --since --family --state --by --profile --base-url --ow-id --ca-file --client-cert --client-key --proxy --store --dialect --timeout --username --client-id "
	local switches=" --excel --all --allow-incomplete -y --yes --dry-run --dry-run --over-budget --allow-duplicate --wait --all-ready --strict --not-bought --probe --accept-lost --open -q --quiet -v --verbose --debug -h --help -V --version "
	local single=" buy doctor api help version "
	local line=${COMP_LINE:0:COMP_POINT} typed cur prev word
	local before="" family="" name="" skip="" files="" list="" asked="" profile=""
	local flags="" names="" choices=""
	local -i argument=-1
	local -a given

	# Arguments are split at whitespace here: COMP_WORDS splits `--flag=value` and `@file` too.
	read -ra given <<<"$line"
	[[ $line == *[[:blank:]] ]] && given+=("")
	typed=${given[-1]} cur=${given[-1]} prev=${given[-2]}
	unset "given[-1]"
	for word in "${given[@]:1}"; do
		if [[ $skip ]]; then
			[[ $skip == --profile ]] && profile=$word
			skip=""
		elif [[ $word == -* ]]; then
			[[ $word == --profile=* ]] && profile=${word#*=}
			# What is no option at all is a flag: it has a value.
			if [[ $valued == *" $word "* ]]; then
				skip=$word
			elif [[ $word == --* && $word != *=* && $switches != *" $word "* ]]; then
				skip=$word
			fi
		elif [[ ! $family ]]; then
			family=$word
			[[ $single == *" $word "* ]] && argument=0
		elif ((argument < 0)); then
			name=$word argument=0
		else
			argument+=1
		fi
	done
	if [[ $cur == --*=* ]]; then
		prev=${cur%%=*}
		before=$prev=
		cur=${cur#*=}
	fi

	_iqm_insights_command
	if [[ $before || $skip ]]; then
		_iqm_insights_value
	elif [[ $cur == -* ]]; then
		choices=$flags
	elif ((argument < 0)); then
		choices=$names
	else
		_iqm_insights_argument
	fi

	if [[ $list && $cur == *,* ]]; then
		before+=${cur%,*},
		cur=${cur##*,}
	fi
	if [[ $files == @ ]]; then
		if [[ $cur == @* ]]; then # quoted here: readline would quote the `@` too
			mapfile -t given < <(compgen -f -- "${cur#@}")
			[[ ${given[*]} ]] &&
				mapfile -t COMPREPLY < <(printf "$before@%q\n" "${given[@]}")
		fi
	elif [[ $files ]]; then
		compopt -o filenames 2>/dev/null
		mapfile -t COMPREPLY < <(compgen -P "$before" "$files" -- "$cur")
	elif [[ $asked ]]; then
		_iqm_insights_ask
	else
		[[ $choices == *= ]] && compopt -o nospace 2>/dev/null
		mapfile -t COMPREPLY < <(compgen -P "$before" -W "$choices" -- "$cur")
	fi

	# Readline replaces what follows the last character that breaks words; `@` it takes with it.
	before=${typed%"${typed##*["${COMP_WORDBREAKS//@/}"]}"}
	COMPREPLY=("${COMPREPLY[@]#"$before"}")
}

complete -F _iqm_insights iqm-insights
