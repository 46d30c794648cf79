package io.github.zerobus.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Follows links between documents and citations of documents in Java sources: each target must exist. */
class LinkTests {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Set<String> NOT_SOURCES = Set.of("target", ".git");
    /** A document by its path from the root of the repository, optionally with a section. */
    private static final Pattern CITATION = Pattern.compile("(docs/[a-z0-9/-]+\\.md)(?:#([\\w-]+(?:\\.\\w+)*))?");
    /** A section of the protocol without a link. Numbers in brackets are statements of docs/conformance.md. */
    private static final Pattern UNLINKED = Pattern.compile("(?<!\\[)\\bprotocol \\d[\\d.]*");

    @Test
    void linksLeadToExistingSections() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path document : files(".md")) {
            for (String link : Markdown.read(document).links()) {
                if (!link.contains("://") && !leadsSomewhere(document, link)) {
                    broken.add(ROOT.relativize(document) + ": " + link);
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    private static boolean leadsSomewhere(Path document, String link) throws IOException {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty() ? document : document.resolveSibling(parts[0]);
        return Files.exists(target)
                && (parts.length == 1 || Markdown.read(target).fragments().contains(parts[1]));
    }

    @Test
    void citationsLeadToExistingSections() throws IOException {
        List<String> broken = new ArrayList<>();
        List<Path> files = files(".java");
        files.addAll(files(".md"));
        for (Path file : files) {
            for (MatchResult citation :
                    CITATION.matcher(Files.readString(file)).results().toList()) {
                if (!leadsSomewhere(ROOT.resolve("README.md"), citation.group())) {
                    broken.add(ROOT.relativize(file) + ": " + citation.group());
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void sourcesCiteTheProtocolByLink() throws IOException {
        List<String> unlinked = new ArrayList<>();
        for (Path source : files(".java")) {
            UNLINKED.matcher(Files.readString(source))
                    .results()
                    .forEach(match -> unlinked.add(ROOT.relativize(source) + ": " + match.group()));
        }
        assertThat(unlinked).isEmpty();
    }

    @Test
    void indexListsEveryPage() throws IOException {
        for (Path folder : List.of(ROOT.resolve("docs"), ROOT.resolve("docs/decisions"))) {
            Path index = folder.resolve("README.md");
            List<Path> listed = Markdown.read(index).links().stream()
                    .map(link -> index.resolveSibling(link.replaceFirst("#.*", "")))
                    .toList();
            List<Path> pages = files(".md").stream()
                    .filter(file -> folder.equals(file.getParent()) && !file.equals(index))
                    .toList();
            assertThat(listed).containsAll(pages);
        }
        assertThat(Markdown.read(ROOT.resolve("README.md")).links()).contains("docs/README.md");
    }

    private static List<Path> files(String suffix) throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return NOT_SOURCES.contains(folder.getFileName().toString())
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.toString().endsWith(suffix)) {
                    files.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return files;
    }
}
