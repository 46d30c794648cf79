package io.github.zerobus.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Refuses words that have marked unclear sentences in this code base, in comments, messages, identifiers and documents.
 * Rewrite the sentence: active voice, standard verbs, the terms of the field.
 */
class WordsTests {

    private static final Path ROOT = Path.of("..");
    private static final String LIST = "/unwanted-words.txt";
    private static final Pattern FILES = Pattern.compile(".*\\.(java|md|yml|json|xml)");
    private static final Pattern BETWEEN_WORDS_OF_AN_IDENTIFIER = Pattern.compile("(?<=[a-z])(?=[A-Z])");

    @Test
    void textsContainNoUnwantedWord() throws IOException {
        Pattern unwanted = unwanted();
        try (Stream<Path> files = Files.walk(ROOT)) {
            assertThat(files.filter(WordsTests::isOurText).flatMap(file -> find(unwanted, file)))
                    .isEmpty();
        }
    }

    /** The words of a phrase may be on two lines of a comment. */
    private static Pattern unwanted() throws IOException {
        try (InputStream in = Objects.requireNonNull(WordsTests.class.getResourceAsStream(LIST))) {
            String words = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(phrase -> phrase.replace(" ", "[\\s*/#]+"))
                    .collect(Collectors.joining("|"));
            return Pattern.compile("\\b(" + words + ")\\b", Pattern.CASE_INSENSITIVE);
        }
    }

    private static boolean isOurText(Path file) {
        for (Path part : ROOT.relativize(file)) {
            if (List.of("target", ".git", ".idea").contains(part.toString())) {
                return false;
            }
        }
        return FILES.matcher(file.getFileName().toString()).matches() && Files.isRegularFile(file);
    }

    private static Stream<String> find(Pattern unwanted, Path file) {
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        String split = BETWEEN_WORDS_OF_AN_IDENTIFIER.matcher(text).replaceAll(" ");
        return unwanted.matcher(split).results().map(match -> {
            long line = split.substring(0, match.start()).lines().count();
            return ROOT.relativize(file) + ":" + line + ": " + match.group();
        });
    }
}
