#include "core/service/service.h"

#include <new>

#include "core/engine/service_error.h"
#include "core/engine/throttle.h"
#include "core/expression/expression_error.h"
#include "core/partiql/statement_error.h"
#include "core/service/operations/operation_table.h"
#include "core/service/request.h"
#include "core/storage/storage_error.h"

namespace keywright::service {

namespace {

const OperationEntry &operationOf(std::string_view target)
{
    const OperationEntry *operation = findOperation(target);
    if (operation == nullptr)
        throw Fault("UnknownOperationException", {});
    return *operation;
}

/// Legacy parameters have kept their words.
bool isLegacy(std::string_view parameter)
{
    return parameter == "Expected" || parameter == "AttributeUpdates";
}

Fault faultOf(const expression::ExpressionError &error)
{
    return isLegacy(error.parameter()) ? Fault::validation(error.what()) : Fault::requestValidation(error.what());
}

Fault faultOf(const engine::ThrottledError &error)
{
    value::Json reason =
        value::Json::object({{"reason", value::Json::string(error.reason())}, {"resource", value::Json::string(error.resource())}});
    return {error.name(), error.what(), value::Json::object({{"ThrottlingReasons", value::Json::array({std::move(reason)})}})};
}

Answer internalError(const std::string &sentence)
{
    return answerOf(Fault("InternalServerError", sentence));
}

} // namespace

Service::Service(EngineFor engineFor) : m_engineFor(std::move(engineFor)) { }

Answer Service::answer(const Call &call) const
{
    bool enveloped = false;
    const auto refused = [&enveloped](const Fault &fault) { return answerOf(enveloped ? fault.enveloped() : fault); };
    try {
        const RequestDocument document(call.body);
        const OperationEntry &operation = operationOf(call.target);
        if (call.authorize)
            call.authorize();
        if (operation.run == nullptr)
            throw Fault("UnknownOperationException",
                        "Not supported by Keywright yet: " + std::string(call.target.substr(call.target.find('.') + 1)));
        enveloped = operation.enveloped;
        const Request request = readRequest(*operation.facts, document);
        Answer answer;
        operation.run({m_engineFor(call.caller), request, call.body.size(), call.host}, answer.body);
        return answer;
    } catch (const Fault &fault) {
        return refused(fault);
    } catch (const engine::ThrottledError &error) {
        return refused(faultOf(error));
    } catch (const engine::ServiceError &error) {
        return refused(Fault(error.name(), error.what()));
    } catch (const expression::ExpressionError &error) {
        return refused(faultOf(error));
    } catch (const partiql::StatementError &error) {
        return refused(Fault::validation(error.what()));
    } catch (const storage::StorageError &error) {
        return internalError(error.what());
    } catch (const std::bad_alloc &) {
        return internalError("There is not enough memory for this request. Send a smaller one, or close other programs.");
    } catch (const std::exception &error) {
        return internalError(std::string("Keywright failed on this request; nothing was changed by it unless it says so. Reason: ")
                             + error.what());
    }
}

} // namespace keywright::service
