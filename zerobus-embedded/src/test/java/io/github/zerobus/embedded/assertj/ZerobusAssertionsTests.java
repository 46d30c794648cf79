package io.github.zerobus.embedded.assertj;

import static io.github.zerobus.embedded.assertj.ZerobusAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.zerobus.embedded.DurableTables;
import io.github.zerobus.embedded.EmbeddedTable;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ZerobusAssertionsTests {

    private static AbstractStringAssert<?> failureOf(ThrowingCallable assertion) {
        return assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(assertion)
                .extracting(Throwable::getMessage, org.assertj.core.api.InstanceOfAssertFactories.STRING);
    }

    @Test
    void containsAtLeastOnceAllowsRepetitionsAndAnyOrder() {
        assertThat(DurableTables.of("b", "a", "b", "x")).containsAtLeastOnce("a", "b");
        assertThat(DurableTables.of("b", "a")).containsAtLeastOnce(List.of());
    }

    @Test
    void failureNamesMissingRowsAndTable() {
        failureOf(() -> assertThat(DurableTables.of("a")).containsAtLeastOnce("a", "b"))
                .contains("main.test.rows", "1 of 2 expected rows", "b", "1 rows are durable.");
    }

    @Test
    void jsonIsComparedAsJson() {
        EmbeddedTable table = DurableTables.of(
                "{\"device\":\"a\",\"celsius\":21.0}",
                "{\"b\":[1e2,{}],\"a\":null}",
                "{ \"celsius\": 21, \"device\": \"a\" }");

        assertThat(table)
                .containsAtLeastOnce(
                        "{\"celsius\":21,\"device\":\"a\"}",
                        "{\"a\":null,\"b\":[100,{}]}",
                        "{\"celsius\":2.1e1,\"device\":\"a\"}")
                .inOrder()
                .andNothingElse();
        for (String other : List.of(
                "{\"device\":\"a\",\"celsius\":\"21\"}",
                "{\"device\":\"a\"}",
                "{\"device\":\"a\",\"celsius\":21,\"celsius\":21}",
                "{\"b\":[{},100],\"a\":null}")) {
            failureOf(() -> assertThat(table).containsAtLeastOnce(other)).contains("1 of 1 expected rows", other);
        }
    }

    @Test
    void failuresShowDurableRows() {
        String[] rows =
                IntStream.range(0, 1_000).mapToObj(i -> "{\"row\":" + i + "}").toArray(String[]::new);

        failureOf(() -> assertThat(DurableTables.of(rows)).containsAtLeastOnce("{\"row\":\"x\"}"))
                .contains("1000 rows are durable. Retained rows:\n  {\"row\":0}", "{\"row\":4}", "and 995 more")
                .doesNotContain("{\"row\":5}");
        failureOf(() -> assertThat(DurableTables.of("{}", "\u0001binary")).hasDurableRecords(1))
                .contains("there are 2. Retained rows:\n  {}\n  ?binary");
        failureOf(() -> assertThat(DurableTables.of()).hasDurableRecords(1)).endsWith("there are 0.");
    }

    @Test
    void containsAtLeastOnceFailsWhenRowExpectedTwiceIsDurableOnce() {
        failureOf(() -> assertThat(DurableTables.of("a", "b")).containsAtLeastOnce("a", "a", "b"))
                .contains("1 of 3 expected rows");
    }

    @Test
    void failureTruncatesManyOrLongRows() {
        List<String> expected =
                IntStream.range(0, 10_000).mapToObj(i -> i + "x".repeat(10_000)).toList();

        failureOf(() -> assertThat(DurableTables.of()).containsAtLeastOnce(expected))
                .contains("and 9995 more", "(10001 characters)")
                .hasSizeLessThan(1_500);
    }

    @Test
    void failureMentionsRowsThatWereNotRetained() {
        failureOf(() -> assertThat(DurableTables.keeping(1, "a", "b")).containsAtLeastOnce("a", "b"))
                .contains("2 rows are durable, of which the server retains only the first 1.");
    }

    @Test
    void failureMentionsRowsThatWereFreed() {
        EmbeddedTable table = DurableTables.freeingBeyond(2, "a", "b", "c");

        failureOf(() -> assertThat(table).containsAtLeastOnce("a", "c"))
                .contains("1 of 2 expected rows are not durable, or were freed by the server:\n  a\n")
                .contains("3 rows are durable, of which the server freed the first 1 and retains 2")
                .contains("raise retainBytes");
        assertThat(table).containsAtLeastOnce("b", "c");
        assertThat(table).hasDurableRecords(3);
    }

    @Test
    void rowsThatAreNotRetainedCannotBeExcluded() {
        failureOf(() -> assertThat(DurableTables.freeingBeyond(2, "a", "b", "c"))
                        .containsAtLeastOnce("b", "c")
                        .andNothingElse())
                .contains("Other rows cannot be verified", "freed the first 1");
        failureOf(() -> assertThat(DurableTables.keeping(1, "a", "b"))
                        .containsAtLeastOnce("a")
                        .andNothingElse())
                .contains("Other rows cannot be verified", "only the first 1");
    }

    @Test
    void orderCannotBeVerifiedWhenFirstRowsWereFreed() {
        failureOf(() -> assertThat(DurableTables.freeingBeyond(2, "a", "b", "c"))
                        .containsAtLeastOnce("b", "c")
                        .inOrder())
                .contains("The order of rows cannot be verified");
        assertThat(DurableTables.keeping(2, "a", "b", "c"))
                .containsAtLeastOnce("a", "b")
                .inOrder();
    }

    @Test
    void failureKeepsPercentSignsOfRows() {
        failureOf(() -> assertThat(DurableTables.of("%s")).containsAtLeastOnce("100%", "%d"))
                .contains("100%", "%d");
    }

    @Test
    void rowsAsComparesRowsAsAnotherType() {
        assertThat(DurableTables.of("1", "2"))
                .rowsAs(row -> Integer.valueOf(row.text()))
                .containsAtLeastOnce(2, 1);
        failureOf(() -> assertThat(DurableTables.of("1"))
                        .rowsAs(row -> Integer.valueOf(row.text()))
                        .containsAtLeastOnce(2))
                .contains("main.test.rows");
    }

    @Test
    void inOrderPerIgnoresRepetitions() {
        assertThat(DurableTables.of("a1", "b1", "a2", "b2", "a1", "a2", "a3"))
                .containsAtLeastOnce("a1", "a2", "a3", "b1", "b2")
                .inOrderPer(row -> row.charAt(0));
    }

    @Test
    void inOrderAllowsEarlyRepetitionOfRowExpectedTwice() {
        assertThat(DurableTables.of("a", "a", "b", "a"))
                .containsAtLeastOnce("a", "b", "a")
                .inOrder();
    }

    @Test
    void inOrderPerComparesFirstOccurrences() {
        failureOf(() -> assertThat(DurableTables.of("b1", "a2", "a1", "a2"))
                        .containsAtLeastOnce("a1", "a2", "b1")
                        .inOrderPer(row -> row.charAt(0)))
                .contains("main.test.rows", "key a", "row 1", "a2", "row 2", "a1");
    }

    @Test
    void inOrderIsStricterThanInOrderPer() {
        ContainedRowsAssert<String> rows =
                assertThat(DurableTables.of("b1", "a1")).containsAtLeastOnce("a1", "b1");

        rows.inOrderPer(row -> row.charAt(0));
        failureOf(rows::inOrder).contains("not in order");
    }

    @Test
    void andNothingElseFailsOnOtherRows() {
        assertThat(DurableTables.of("a", "a")).containsAtLeastOnce("a").andNothingElse();
        failureOf(() -> assertThat(DurableTables.of("a", "z", "z"))
                        .containsAtLeastOnce("a")
                        .andNothingElse())
                .contains("main.test.rows", "1 distinct rows", "z");
    }

    @Test
    void hasDurableRecordsCountsRepetitions() {
        assertThat(DurableTables.of("a", "a")).hasDurableRecords(2);
        failureOf(() -> assertThat(DurableTables.of("a", "a")).hasDurableRecords(1))
                .contains("Expected 1 durable rows but there are 2.");
    }
}
