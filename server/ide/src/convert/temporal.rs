//! Times in defaults, as PostgreSQL stores them.

/// A time as PostgreSQL stores the default that Prisma 7 writes for it: to the microsecond, in the form of the type, an
/// instant in UTC. `None` for a text that is no time with an offset.
pub(super) fn stored(text: &str, ty: &str) -> Option<String> {
    let (date, time) = text.split_once(['T', 't', ' '])?;
    let [year, month, day] = numbers::<3>(date, '-')?;
    let (clock, offset) = split_offset(time)?;
    let (clock, fraction) = clock.split_once('.').unwrap_or((clock, ""));
    let [hour, minute, second] = numbers::<3>(clock, ':')?;
    if !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    if ty == "Date" {
        return Some(date.to_owned());
    }
    let micros = micros(fraction);
    let seconds = hour * 3600 + minute * 60 + second + micros / 1_000_000;
    let fraction = match micros % 1_000_000 {
        0 => String::new(),
        micros => format!(".{micros:06}").trim_end_matches('0').to_owned(),
    };
    let clock = |seconds: i64| {
        let (hour, minute) = (seconds / 3600, seconds / 60 % 60);
        format!("{hour:02}:{minute:02}:{:02}{fraction}", seconds % 60)
    };
    match ty {
        "Time" => return Some(clock(seconds)),
        "Timetz" => return Some(clock(seconds) + &offset_text(offset)),
        _ => {}
    }
    let shift = if ty == "Timestamptz" { offset * 60 } else { 0 };
    let total = days(year, month, day) * 86_400 + seconds - shift;
    let (year, month, day) = date_of(total.div_euclid(86_400));
    let (year, era) = if year > 0 { (year, "") } else { (1 - year, " BC") };
    let zone = if ty == "Timestamptz" { "+00" } else { "" };
    Some(format!("{year:04}-{month:02}-{day:02} {}{zone}{era}", clock(total.rem_euclid(86_400))))
}

/// The parts of a date or a time.
fn numbers<const N: usize>(text: &str, separator: char) -> Option<[i64; N]> {
    let parts: Option<Vec<i64>> = text.split(separator).map(|part| part.parse().ok()).collect();
    parts?.try_into().ok()
}

/// A time without its offset, and the offset in minutes.
fn split_offset(time: &str) -> Option<(&str, i64)> {
    if let Some(clock) = time.strip_suffix(['Z', 'z']) {
        return Some((clock, 0));
    }
    let at = time.rfind(['+', '-'])?;
    let (clock, offset) = time.split_at_checked(at)?;
    let [hours, minutes] = numbers::<2>(offset.get(1..)?, ':')?;
    let sign = if offset.starts_with('-') { -1 } else { 1 };
    Some((clock, sign * (hours * 60 + minutes)))
}

/// The microseconds of a fraction of a second. A tie goes to the even neighbour.
fn micros(fraction: &str) -> i64 {
    let digits: String = fraction.chars().chain("000000".chars()).take(6).collect();
    let whole: i64 = digits.parse().unwrap_or(0);
    let beyond = fraction.get(6..).unwrap_or("").trim_end_matches('0');
    let is_up = if beyond == "5" { whole % 2 == 1 } else { beyond > "5" };
    whole + i64::from(is_up)
}

fn offset_text(minutes: i64) -> String {
    let sign = if minutes < 0 { '-' } else { '+' };
    match minutes.abs() % 60 {
        0 => format!("{sign}{:02}", minutes.abs() / 60),
        rest => format!("{sign}{:02}:{rest:02}", minutes.abs() / 60),
    }
}

/// The days from 1970-01-01 to a date of the Gregorian calendar.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// The year, month and day of a number of days from 1970-01-01.
fn date_of(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    (year + era * 400 + i64::from(month <= 2), month, day)
}
