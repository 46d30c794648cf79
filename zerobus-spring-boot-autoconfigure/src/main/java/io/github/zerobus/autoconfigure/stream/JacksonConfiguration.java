package io.github.zerobus.autoconfigure.stream;

import io.github.zerobus.records.JacksonRecordSchema;
import io.github.zerobus.records.ObjectJson;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** Configuration of what depends on the mapper of the application: JSON, and the columns of record classes. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(JsonMapper.class)
class JacksonConfiguration {

    @Bean
    @ConditionalOnSingleCandidate(JsonMapper.class)
    @ConditionalOnMissingBean
    ObjectJson zerobusObjectJson(JsonMapper mapper) {
        return new MapperJson(mapper);
    }

    @Bean
    @ConditionalOnSingleCandidate(JsonMapper.class)
    RecordSchemas zerobusRecordSchemas(JsonMapper mapper) {
        return (type, naming) -> JacksonRecordSchema.of(type, naming, mapper);
    }
}
