//! What stayed in order while a list was rearranged.

/// Positions of a longest rising subsequence of `values`, which are all different.
///
/// Of several the one that ends in the smallest value, and so on from the end to the start.
pub(crate) fn longest_rising(values: &[usize]) -> Vec<usize> {
    // For each length: the position of the smallest value that ends a rising subsequence of it.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(values.len());
    for (i, value) in values.iter().enumerate() {
        let length = ends.partition_point(|end| values[*end] < *value);
        before.push(length.checked_sub(1).map(|shorter| ends[shorter]));
        match ends.get_mut(length) {
            Some(end) => *end = i,
            None => ends.push(i),
        }
    }
    let mut found = Vec::with_capacity(ends.len());
    let mut next = ends.last().copied();
    while let Some(i) = next {
        found.push(i);
        next = before[i];
    }
    found.reverse();
    found
}

#[cfg(test)]
mod tests {
    use super::longest_rising;

    #[test]
    fn ties_go_to_the_smallest_end() {
        assert_eq!(longest_rising(&[2, 0, 3, 1]), [1, 3]);
        assert_eq!(longest_rising(&[1, 0]), [1]);
        assert_eq!(longest_rising(&[1, 3, 2, 5, 4, 0]), [0, 2, 4]);
        assert!(longest_rising(&[]).is_empty());
    }
}
