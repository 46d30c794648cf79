package io.github.zerobus.rescue;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Names of the files of segments. */
final class SegmentNames {

    private static final String REPAIRED = ".repaired";
    private static final Pattern SEGMENT = Pattern.compile("segment-(\\d{10,18})(\\.repaired)?");
    private static final Pattern SPARE = Pattern.compile("spare-\\d+");

    private SegmentNames() {}

    static String of(long id) {
        return String.format("segment-%010d", id);
    }

    /** A complete copy without the damaged places, which is about to replace the segment. */
    static String repaired(long id) {
        return of(id) + REPAIRED;
    }

    /** A damaged segment that was set aside, for people to look at. */
    static String damaged(long id, int number) {
        return of(id) + ".damaged-" + number;
    }

    /** A segment to be used again. */
    static String spare(long id) {
        return "spare-" + id;
    }

    static boolean isSpare(String name) {
        return SPARE.matcher(name).matches();
    }

    /** Number of a segment, or -1 for any other file. */
    static long id(String name) {
        Matcher matcher = SEGMENT.matcher(name);
        return matcher.matches() ? Long.parseLong(matcher.group(1)) : -1;
    }

    /** The file of a segment, or null. A repaired copy counts if the segment was already set aside. */
    static @Nullable String existing(long id, Set<String> files) {
        return files.contains(of(id)) ? of(id) : files.contains(repaired(id)) ? repaired(id) : null;
    }
}
