package io.github.zerobus.embedded.assertj;

import java.util.List;
import java.util.stream.Collectors;

/** Formats a few rows, truncated, so that a failure message stays readable with many or large rows. */
final class Excerpt {

    private static final int ROWS = 5;
    private static final int CHARACTERS = 120;

    private Excerpt() {}

    static String of(List<?> rows) {
        String shown = rows.stream()
                .limit(ROWS)
                .map(row -> "  " + of(row))
                .collect(Collectors.joining(System.lineSeparator()));
        return rows.size() <= ROWS ? shown : shown + System.lineSeparator() + "  and " + (rows.size() - ROWS) + " more";
    }

    static String of(Object row) {
        // Protobuf as text has control characters.
        String text = String.valueOf(row).replaceAll("[\\p{Cntrl}&&[^\n\t]]", "?");
        return text.length() <= CHARACTERS
                ? text
                : text.substring(0, CHARACTERS) + "... (" + text.length() + " characters)";
    }
}
