fn main() {ÿ}
