package io.github.zerobus.autoconfigure.stream;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Matches if {@code zerobus.table} is set, whatever its value: an invalid one must fail and not be ignored. */
final class OnDefaultTableCondition extends SpringBootCondition {

    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        ConditionMessage.Builder message = ConditionMessage.forCondition("Zerobus default table");
        return Binder.get(context.getEnvironment())
                        .bind("zerobus.table", String.class)
                        .isBound()
                ? ConditionOutcome.match(message.foundExactly("zerobus.table"))
                : ConditionOutcome.noMatch(message.didNotFind("zerobus.table").atAll());
    }
}
