package io.github.zerobus.benchmarks.goal;

import io.github.zerobus.benchmarks.run.Rounds;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Result of a goal.
 *
 * @param checks the first one is the goal's main figure
 * @param disturbed rounds that were counted although other processes disturbed them
 */
public record GoalResult(String id, String work, List<Check> checks, int disturbed) {

    public GoalResult {
        checks = List.copyOf(checks);
    }

    static GoalResult of(Goal goal, Rounds rounds, Check... checks) {
        return new GoalResult(goal.id(), goal.work(), List.of(checks), rounds.disturbed());
    }

    /** Combines the checks of two servers. */
    GoalResult and(GoalResult other) {
        List<Check> all = new ArrayList<>(checks);
        all.addAll(other.checks);
        return new GoalResult(id, work, all, disturbed + other.disturbed);
    }

    public boolean met() {
        return checks.stream().allMatch(Check::met);
    }

    /** All bounds in words. */
    public String goal() {
        return checks.stream()
                .map(check -> check.what() + " " + check.bound().text())
                .collect(Collectors.joining("; "));
    }
}
