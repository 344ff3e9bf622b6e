# Links of the guide where it is installed, beside examples and the reference: what lies elsewhere in
# the source is named, not linked.
:all
$!{
	N
	b all
}
s|\[tests/examples/|[examples/|g
s|](\.\./\.\./tests/examples/|](@examples/|g
s|](\.\./\.\./generated/|](@|g
s|\[\([^]]*\)\](\.\./[^)]*)|\1|g
s|](@|](../|g
