# SPDX-License-Identifier: MIT
# Made from spec/ by `make regen`: change the spec, not this file.
# Completion of iqm-insights for bash.

# What may stand for a value after $prev: `choices`, or `files`; `list`: several, between commas.
_iqm_insights_value()
{
	case "$family $name $prev" in
	*" -o") choices="table json jsonl csv tsv" ;;
	*" --output") choices="table json jsonl csv tsv" ;;
	*" --columns") choices=$columns list=yes ;;
	*" --fields") choices=$columns list=yes ;;
	*" --status") choices=$columns list=yes ;;
	*" --campaign-id") choices=$columns list=yes ;;
	*" --set") choices=$fields ;;
	*" --save") files=yes ;;
	*" --state") choices=$columns list=yes ;;
	*" --by") choices="day month family campaign workspace" ;;
	*" --ca-file") files=yes ;;
	*" --dialect") choices="page openapi samples july-file older-file" ;;
	"pld columns-update --id") choices="true false" ;;
	"pld columns-update --insights-name") choices="true false" ;;
	"pld columns-update --campaign-name") choices="true false" ;;
	"pld columns-update --campaign-id") choices="true false" ;;
	"pld columns-update --status") choices="true false" ;;
	"pld columns-update --date-range") choices="true false" ;;
	"pld columns-update --created-on") choices="true false" ;;
	"pld columns-update --io-name") choices="true false" ;;
	"pld columns-update --io-id") choices="true false" ;;
	"pld download --file-type") choices="xlsx csv pdf zip" ;;
	"pld email --file-type") choices="xlsx csv pdf zip" ;;
	"sls generate --report-types") choices="pre-vs-post exposed-vs-underexposed competitive" list=yes ;;
	"sls compute --report-types") choices="pre-vs-post exposed-vs-underexposed competitive" list=yes ;;
	"sls download --file-type") choices="xlsx csv pdf zip" ;;
	"sls email --file-type") choices="xlsx csv pdf zip" ;;
	"aqs compute --report-type-id") choices="audience campaign" ;;
	"aqs generate --report-type-id") choices="audience campaign" ;;
	"aqs download --file-type") choices="xlsx csv pdf zip" ;;
	"aqs email --file-type") choices="xlsx csv pdf zip" ;;
	esac
}

# What the command has: `flags`, `columns` of its response, `fields` of its body. Until the
# command is complete `names` are those that may come next.
_iqm_insights_command()
{
	case "$family $name" in
	" ")
		names="pld sls aqs static auth buy journal config doctor api help version"
		flags="-o --output --excel --profile -q --quiet -v --verbose --debug -h --help -V --version"
		;;
	"pld list")
		flags="--search-field --no-of-entries --page-no --sort-by -o --output --columns --fields --excel --all --limit --status --since --campaign-id --name --timezone --display-timezone --profile --base-url --ow-id --ca-file --dialect --timeout -q --quiet -v --verbose --debug -h --help"
		columns="all status id name campaign-name campaign-ids status-id start-date end-date io-id io-name is-campaign-eligible created-on creative-type-id campaign-timezone-id io-type-id campaign-status"
		;;
	"pld campaigns")
		flags="-o --output --columns --fields --excel --timezone --display-timezone --profile --base-url --ow-id --ca-file --dialect --timeout -q --quiet -v --verbose --debug -h --help"
		columns="all group campaign-id campaign-timezone-id"
		;;
	"pld generate")
		flags="--campaign-id --start-date --end-date --id --campaign-ids --io-id --idempotency-key -o --output --excel --body --timezone --display-timezone --period --allow-incomplete -y --yes --dry-run --max-cost --over-budget --max-days --key --allow-duplicate --wait --save --strict --mode --wait-timeout --interval --max-interval --profile --base-url --ow-id --ca-file --dialect --timeout -q --quiet -v --verbose --debug -h --help"
		;;
	"pld compute")
		flags="--campaign-id --start-date --end-date --id --campaign-ids --io-id --idempotency-key -o --output --columns --fields --excel --body --timezone --display-timezone --period --allow-incomplete --profile --base-url --ow-id --ca-file --dialect --timeout -q --quiet -v --verbose --debug -h --help"
		columns="all report-created report-creatable id name status-id created-on campaign-ids campaign-name campaign-status creative-type-id io-id io-name io-type-id start-date end-date chargeable-imps charged-imps chargeable-cost charged-cost plain-charged-cost funds-available effective-rate processing-campaign-ids template-id idempotency-key message"
		;;
	"pld columns-get")
		flags="-o --output --columns --fields --excel --timezone --display-timezone --profile --base-url --ow-id --ca-file --dialect --timeout -q --quiet -v --verbose --debug -h --help"
		columns="all id insights-name campaign-name campaign-id status date-range created-on io-name io-id"
		;;
	"pld columns-update")
		flags="--id --insights-name --campaign-name --campaign-id --status --date-range --created-on --io-name --io-id -o --output --columns --fields --excel --body --set --timezone --display-timezone --profile --base-url --ow-id --ca-file --dialect --timeout -q --quiet -v --verbose --debug -h --help"
		columns="all id insights-name campaign-name campaign-id status date-range created-on io-name io-id"
		fields="id= insights-name= campaign-name= campaign-id= status= date-range= created-on= io-name= io-id="
		;;
	"pld download")
		flags="--file-type --id -o --output --columns --fields --excel --body --timezone --display-timezone --save --save-dir --name --all-ready --strict --mode --profile --base-url --ow-id --ca-file --dialect --timeout -q --quiet -v --verbose --debug -h --help"
		columns="all report-url"
		;;
	"pld email")
		flags="--file-type --id --email-ids -o --output --columns --fields --excel --body --timezone --display-timezone --profile --base-url --ow-id --ca-file --dialect --timeout -q --quiet -v --verbose --debug -h --help"
		columns="all message"
		;;
	"pld delete")
		flags="--ids -o --output --columns --fields --excel --timezone --display-timezone -y --yes --dry-run --profile --base-url --ow-id --ca-file --dialect --timeout -q --quiet -v --verbose --debug -h --help"
		columns="all message"
		;;
	"pld wait")
		flags="-o --output --columns --fields --excel --timezone --wait-timeout --interval --max-interval --profile --base-url --ow-id --ca-file --dialect --timeout -q --quiet -v --verbose --debug -h --help"
		;;
	"pld ") names="list campaigns generate compute columns-get columns-update download email delete wait" ;;
	"sls list")
		flags="--search-field --no-of-entries --page-no --sort-by -o --output --columns --fields --excel --all --limit --status --since --campaign-id --name --timezone --display-timezone --profile --base-url --ow-id --ca-file --dialect --timeout -q --quiet -v --verbose --debug -h --help"
		columns="all status id name campaign-ids status-id status-name start-date end-date io-id io-name is-campaign-eligible created-on campaign-timezone-id io-type-id pdf-file-size excel-file-size report-type-ids lookback-duration concept-group-id competitor-concept-group-ids campaign-name campaign-status creative-type-id"
		;;
	"sls generate")
		flags="--io-id --campaign-ids --start-date --end-date --name --lookback-duration --concept-group-id --report-types --competitor-concept-group-ids --id --idempotency-key -o --output --excel --body --timezone --display-timezone --period --allow-incomplete -y --yes --dry-run --max-cost --over-budget --max-days --key --allow-duplicate --wait --save --strict --mode --wait-timeout --interval --max-interval --profile --base-url --ow-id --ca-file --dialect --timeout -q --quiet -v --verbose --debug -h --help"
		;;
	"sls compute")
		flags="--io-id --campaign-ids --start-date --end-date --name --lookback-duration --concept-group-id --report-types --competitor-concept-group-ids --id --idempotency-key -o --output --columns --fields --excel --body --timezone --display-timezone --period --allow-incomplete --profile --base-url --ow-id --ca-file --dialect --timeout -q --quiet -v --verbose --debug -h --help"
		columns="all report-created report-creatable id name status-id created-on campaign-ids campaign-name campaign-status creative-type-id io-id io-name io-type-id start-date end-date chargeable-imps charged-imps chargeable-cost charged-cost plain-charged-cost lookback-duration concept-group-id report-types competitor-concept-group-ids funds-available effective-rate processing-campaign-ids message"
		;;
	"sls validate-name")
		flags="--name -o --output --columns --fields --excel --timezone --display-timezone --profile --base-url --ow-id --ca-file --dialect --timeout -q --quiet -v --verbose --debug -h --help"
		columns="all available message"
		;;
	"sls campaigns")
		flags="-o --output --columns --fields --excel --timezone --display-timezone --profile --base-url --ow-id --ca-file --dialect --timeout -q --quiet -v --verbose --debug -h --help"
		columns="all group campaign-id campaign-timezone-id"
		;;
	"sls download")
		flags="--file-type --id -o --output --columns --fields --excel --body --timezone --display-timezone --save --save-dir --name --all-ready --strict --mode --profile --base-url --ow-id --ca-file --dialect --timeout -q --quiet -v --verbose --debug -h --help"
		columns="all report-url"
		;;
	"sls email")
		flags="--file-type --id --email-ids -o --output --columns --fields --excel --body --timezone --display-timezone --profile --base-url --ow-id --ca-file --dialect --timeout -q --quiet -v --verbose --debug -h --help"
		columns="all message"
		;;
	"sls delete")
		flags="--ids -o --output --columns --fields --excel --timezone --display-timezone -y --yes --dry-run --profile --base-url --ow-id --ca-file --dialect --timeout -q --quiet -v --verbose --debug -h --help"
		columns="all message"
		;;
	"sls wait")
		flags="-o --output --columns --fields --excel --timezone --wait-timeout --interval --max-interval --profile --base-url --ow-id --ca-file --dialect --timeout -q --quiet -v --verbose --debug -h --help"
		;;
	"sls ") names="list generate compute validate-name campaigns download email delete wait" ;;
	"aqs list")
		flags="--search-field --no-of-entries --page-no --sort-by -o --output --columns --fields --excel --all --limit --status --since --campaign-id --name --timezone --display-timezone --profile --base-url --ow-id --ca-file --dialect --timeout -q --quiet -v --verbose --debug -h --help"
		columns="all status id name campaign-name campaign-ids status-id status-name start-date end-date io-id io-name is-campaign-eligible created-on creative-type-id io-type-id campaign-timezone-id file-size-details report-type-ids"
		;;
	"aqs campaigns")
		flags="-o --output --columns --fields --excel --timezone --display-timezone --profile --base-url --ow-id --ca-file --dialect --timeout -q --quiet -v --verbose --debug -h --help"
		columns="all group campaign-id campaign-timezone-id"
		;;
	"aqs validate-name")
		flags="--name -o --output --columns --fields --excel --timezone --display-timezone --profile --base-url --ow-id --ca-file --dialect --timeout -q --quiet -v --verbose --debug -h --help"
		columns="all available message"
		;;
	"aqs compute")
		flags="--campaign-id --id --name --start-date --end-date --report-type-id --audience-concept-groups --campaign-ids --io-id -o --output --columns --fields --excel --body --timezone --display-timezone --period --allow-incomplete --profile --base-url --ow-id --ca-file --dialect --timeout -q --quiet -v --verbose --debug -h --help"
		columns="all report-created report-creatable id name status-id created-on campaign-ids io-id io-name io-type-id start-date end-date chargeable-imps charged-imps chargeable-cost charged-cost report-type-id audience-concept-groups funds-available effective-rate timezone-id creative-type-id message"
		;;
	"aqs generate")
		flags="--campaign-id --id --name --start-date --end-date --report-type-id --audience-concept-groups --campaign-ids --io-id -o --output --excel --body --timezone --display-timezone --period --allow-incomplete -y --yes --dry-run --max-cost --over-budget --max-days --key --allow-duplicate --wait --save --strict --mode --wait-timeout --interval --max-interval --profile --base-url --ow-id --ca-file --dialect --timeout -q --quiet -v --verbose --debug -h --help"
		;;
	"aqs report-types")
		flags="-o --output --columns --fields --excel --timezone --display-timezone --profile --base-url --ow-id --ca-file --dialect --timeout -q --quiet -v --verbose --debug -h --help"
		columns="all id name label order"
		;;
	"aqs download")
		flags="--file-type --id -o --output --columns --fields --excel --body --timezone --display-timezone --save --save-dir --name --all-ready --strict --mode --profile --base-url --ow-id --ca-file --dialect --timeout -q --quiet -v --verbose --debug -h --help"
		columns="all report-url"
		;;
	"aqs email")
		flags="--file-type --id --email-ids -o --output --columns --fields --excel --body --timezone --display-timezone --profile --base-url --ow-id --ca-file --dialect --timeout -q --quiet -v --verbose --debug -h --help"
		columns="all message"
		;;
	"aqs delete")
		flags="--ids -o --output --columns --fields --excel --timezone --display-timezone -y --yes --dry-run --profile --base-url --ow-id --ca-file --dialect --timeout -q --quiet -v --verbose --debug -h --help"
		columns="all message"
		;;
	"aqs wait")
		flags="-o --output --columns --fields --excel --timezone --wait-timeout --interval --max-interval --profile --base-url --ow-id --ca-file --dialect --timeout -q --quiet -v --verbose --debug -h --help"
		;;
	"aqs ") names="list campaigns validate-name compute generate report-types download email delete wait" ;;
	"static insights-statuses")
		flags="-o --output --columns --fields --excel --timezone --display-timezone --profile --base-url --ow-id --ca-file --dialect --timeout -q --quiet -v --verbose --debug -h --help"
		columns="all id name label order"
		;;
	"static report-statuses")
		flags="-o --output --columns --fields --excel --timezone --display-timezone --profile --base-url --ow-id --ca-file --dialect --timeout -q --quiet -v --verbose --debug -h --help"
		columns="all id name label order"
		;;
	"static ") names="insights-statuses report-statuses" ;;
	"auth login")
		flags="-o --output --excel --profile --base-url --ow-id --ca-file --dialect --timeout --username --client-id -q --quiet -v --verbose --debug -h --help"
		;;
	"auth status")
		flags="-o --output --excel --profile --base-url --ow-id --ca-file --dialect --timeout -q --quiet -v --verbose --debug -h --help"
		;;
	"auth token")
		flags="-o --output --excel --profile --base-url --ow-id --ca-file --dialect --timeout -q --quiet -v --verbose --debug -h --help"
		;;
	"auth logout")
		flags="-o --output --excel --profile -q --quiet -v --verbose --debug -h --help"
		;;
	"auth ") names="login status token logout" ;;
	"buy "*)
		flags="-o --output --excel --timezone --period --allow-incomplete -y --yes --dry-run --max-cost --over-budget --max-days --allow-duplicate --wait --strict --mode --wait-timeout --interval --max-interval --max-total --family --save-dir --name --profile --base-url --ow-id --ca-file --dialect --timeout -q --quiet -v --verbose --debug -h --help"
		;;
	"journal list")
		flags="-o --output --columns --fields --excel --timezone --display-timezone --open --since --family --state --profile -q --quiet -v --verbose --debug -h --help"
		;;
	"journal spend")
		flags="-o --output --excel --timezone --display-timezone --since --family --by --profile -q --quiet -v --verbose --debug -h --help"
		;;
	"journal resume")
		flags="-o --output --columns --fields --excel --timezone --display-timezone --wait-timeout --interval --max-interval --profile --base-url --ow-id --ca-file --dialect --timeout -q --quiet -v --verbose --debug -h --help"
		;;
	"journal settle")
		flags="-o --output --excel --timezone --display-timezone -y --yes --bought --not-bought --profile --base-url --ow-id --ca-file --dialect --timeout -q --quiet -v --verbose --debug -h --help"
		;;
	"journal reconcile")
		flags="-o --output --excel --timezone --display-timezone --since --profile --base-url --ow-id --ca-file --dialect --timeout -q --quiet -v --verbose --debug -h --help"
		;;
	"journal repair")
		flags="-o --output --excel --accept-lost --profile -q --quiet -v --verbose --debug -h --help"
		;;
	"journal archive")
		flags="-o --output --excel --timezone --display-timezone --profile -q --quiet -v --verbose --debug -h --help"
		;;
	"journal ") names="list spend resume settle reconcile repair archive" ;;
	"config get")
		flags="-o --output --excel --timezone --profile --base-url --ow-id --ca-file --dialect --timeout -q --quiet -v --verbose --debug -h --help"
		;;
	"config set")
		flags="-o --output --excel --profile -q --quiet -v --verbose --debug -h --help"
		;;
	"config unset")
		flags="-o --output --excel --profile -q --quiet -v --verbose --debug -h --help"
		;;
	"config edit")
		flags="-o --output --excel --profile -q --quiet -v --verbose --debug -h --help"
		;;
	"config list")
		flags="-o --output --excel --timezone --profile --base-url --ow-id --ca-file --dialect --timeout -q --quiet -v --verbose --debug -h --help"
		;;
	"config ") names="get set unset edit list" ;;
	"doctor "*)
		flags="-o --output --excel --probe --profile --base-url --ow-id --ca-file --dialect --timeout -q --quiet -v --verbose --debug -h --help"
		;;
	"api "*)
		flags="-o --output --excel --profile --base-url --ow-id --ca-file --dialect --timeout -q --quiet -v --verbose --debug -h --help"
		;;
	"help "*)
		flags="-o --output --excel --profile -q --quiet -v --verbose --debug -h --help"
		;;
	"version "*)
		flags="-o --output --excel --profile -q --quiet -v --verbose --debug -h --help"
		;;
	esac
}

_iqm_insights()
{
	local valued=" -o --output --columns --fields --limit --status --since --campaign-id --name --body --set --timezone --display-timezone --period --max-cost --max-days --key --save --save-dir --name --mode --wait-timeout --interval --max-interval --max-total --family --save-dir --name --bought --since --since --family --state --by --profile --base-url --ow-id --ca-file --dialect --timeout --username --client-id "
	local switches=" --excel --all --allow-incomplete -y --yes --dry-run --dry-run --over-budget --allow-duplicate --wait --all-ready --strict --not-bought --probe --accept-lost --open -q --quiet -v --verbose --debug -h --help -V --version "
	local line=${COMP_LINE:0:COMP_POINT} typed cur prev argument
	local before="" family="" name="" skip="" files="" list=""
	local flags="" columns="" fields="" names="" choices=""
	local -a given

	# Arguments are split at whitespace here: COMP_WORDS splits `--flag=value` and `@file` too.
	read -ra given <<<"$line"
	[[ $line == *[[:blank:]] ]] && given+=("")
	typed=${given[-1]} cur=${given[-1]} prev=${given[-2]}
	unset "given[-1]"
	for argument in "${given[@]:1}"; do
		if [[ $skip || $argument == -* ]]; then
			[[ -z $skip && $valued == *" $argument "* ]] && skip=yes || skip=""
		elif [[ $family ]]; then
			name=$argument
			break
		else
			family=$argument
		fi
	done
	if [[ $cur == --*=* ]]; then
		prev=${cur%%=*}
		before=$prev=
		cur=${cur#*=}
	fi

	_iqm_insights_command
	if [[ $prev == -* && $switches != *" $prev "* ]]; then
		_iqm_insights_value
	elif [[ $cur == -* ]]; then
		choices=$flags
	else
		choices=$names
	fi

	if [[ $list && $cur == *,* ]]; then
		before+=${cur%,*},
		cur=${cur##*,}
	fi
	if [[ $cur == @* ]]; then # quoted here: readline would quote the `@` too
		mapfile -t given < <(compgen -f -- "${cur#@}")
		[[ ${given[*]} ]] && mapfile -t COMPREPLY < <(printf "$before@%q\n" "${given[@]}")
	elif [[ $files ]]; then
		compopt -o filenames 2>/dev/null
		mapfile -t COMPREPLY < <(compgen -P "$before" -f -- "$cur")
	else
		[[ $choices == *= ]] && compopt -o nospace 2>/dev/null
		mapfile -t COMPREPLY < <(compgen -P "$before" -W "$choices" -- "$cur")
	fi

	# Readline replaces what follows the last character that breaks words; `@` it takes with it.
	before=${typed%"${typed##*["${COMP_WORDBREAKS//@/}"]}"}
	COMPREPLY=("${COMPREPLY[@]#"$before"}")
}

complete -F _iqm_insights iqm-insights
