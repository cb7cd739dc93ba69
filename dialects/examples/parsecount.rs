use sqlectic_syntax::{
    lexer::lex,
    parser::{parse, ParseOptions},
};
fn main() {
    let a: Vec<String> = std::env::args().collect();
    let sql = std::fs::read_to_string(&a[2]).unwrap();
    let n: usize = a[3].parse().unwrap();
    let d = sqlectic_dialects::get("").unwrap();
    let mut t = 0;
    for _ in 0..n {
        if a[1] == "lex" {
            t += lex(&sql, &d.lexer).unwrap().tokens.len();
        } else {
            let p = parse(&sql, &d, &ParseOptions::default()).map_err(|e| println!("{e}")).unwrap();
            t += p.tree.len();
            if n == 1 {
                println!("{} nodes {} bytes {}", p.tree.len(), p.tree.bytes(), p.tree.bytes() / p.tree.len());
            }
        }
    }
    println!("{t}");
}
