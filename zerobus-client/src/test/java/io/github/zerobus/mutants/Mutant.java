package io.github.zerobus.mutants;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A small change of one source file that breaks a conformance statement.
 *
 * @param statement number of the statement
 * @param title what the changed client does
 * @param file path below the root package
 * @param edits texts to replace, each of which occurs once in the file
 */
record Mutant(int statement, String title, String file, List<Edit> edits) {

    private static final Path SOURCES = Path.of("src", "main", "java", "io", "github", "zerobus");

    /** One text and its replacement. Lines are compared without their indentation. */
    record Edit(String from, String to) {

        String apply(String source) {
            int at = source.indexOf(from);
            if (at < 0 || source.indexOf(from, at + 1) >= 0) {
                throw new IllegalArgumentException("must occur once: " + from);
            }
            return source.substring(0, at) + to + source.substring(at + from.length());
        }
    }

    /** Returns the changed source of the file. */
    String source() throws IOException {
        String source = Files.readString(SOURCES.resolve(file)).replaceAll("(?m)^ +", "");
        for (Edit edit : edits) {
            source = edit.apply(source);
        }
        return source;
    }

    /** Name of the class that the file declares. */
    String className() {
        return "io.github.zerobus." + file.replace(".java", "").replace('/', '.');
    }

    @Override
    public String toString() {
        return statement + ": " + title;
    }
}
