# use std::io;
#
fn main() {
    // ANCHOR: body
    let a = 1; // {{x}}
    ## shown with one
    // ANCHOR: inner
    #[allow(dead_code)]
    // ANCHOR_END: inner
    // ANCHOR_END: body
}
