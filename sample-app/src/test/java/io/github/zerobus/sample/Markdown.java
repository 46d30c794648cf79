package io.github.zerobus.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The links and the link targets of one document. */
final class Markdown {

    private static final Pattern FENCED_CODE = Pattern.compile("(?ms)^```.*?^```");
    private static final Pattern INLINE_CODE = Pattern.compile("`[^`\n]*`");
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} (.+)$");
    private static final Pattern ANCHOR = Pattern.compile("<a id=\"([^\"]+)\"></a>");

    private final String text;

    private Markdown(String text) {
        this.text = text;
    }

    static Markdown read(Path file) throws IOException {
        return new Markdown(FENCED_CODE.matcher(Files.readString(file)).replaceAll(""));
    }

    /** The targets of all links, as written. */
    List<String> links() {
        return LINK.matcher(INLINE_CODE.matcher(text).replaceAll(""))
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    /** The fragments that a link to this document may have: explicit anchors, and headings as GitHub names them. */
    Set<String> fragments() {
        Set<String> fragments = new HashSet<>();
        ANCHOR.matcher(text).results().forEach(match -> fragments.add(match.group(1)));
        HEADING.matcher(text).results().forEach(match -> add(fragments, slug(match.group(1))));
        return fragments;
    }

    private static void add(Set<String> fragments, String slug) {
        String unique = slug;
        for (int i = 1; !fragments.add(unique); i++) {
            unique = slug + "-" + i;
        }
    }

    private static String slug(String heading) {
        return heading.replaceAll("<[^>]*>|`", "")
                .replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1")
                .strip()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }
}
