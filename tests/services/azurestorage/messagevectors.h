// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>

/// The messages of azure-storage-task-hub.md §5.5, byte for byte.
namespace hubdeck::test::vectors {

inline constexpr char start[]
    = R"j({"$type":"DurableTask.AzureStorage.MessageData","ActivityId":"5f0c2a9e-7d3b-4c1a-9e8f-00)j"
      R"j(1122334455","TaskMessage":{"$type":"DurableTask.Core.TaskMessage","Event":{"$type":"Dura)j"
      R"j(bleTask.Core.History.ExecutionStartedEvent","OrchestrationInstance":{"$type":"DurableTas)j"
      R"j(k.Core.OrchestrationInstance","InstanceId":"order-42","ExecutionId":"9c1f5a1e0b6f4a7c8d2)j"
      R"j(e3f4051627384"},"EventType":0,"ParentInstance":null,"Name":"ProcessOrder","Version":"",")j"
      R"j(Input":"{\"orderId\":42,\"note\":\"café\"}","Tags":null,"Correlation":null,"ParentTraceC)j"
      R"j(ontext":null,"ScheduledStartTime":null,"Generation":0,"GenerateNewTrace":false,"EventId")j"
      R"j(:-1,"IsPlayed":false,"Timestamp":"2026-03-02T10:20:30.1234567Z"},"SequenceNumber":0,"Orc)j"
      R"j(hestrationInstance":{"$type":"DurableTask.Core.OrchestrationInstance","InstanceId":"orde)j"
      R"j(r-42","ExecutionId":"9c1f5a1e0b6f4a7c8d2e3f4051627384"},"OrchestrationExecutionContext":)j"
      R"j(null},"CompressedBlobName":null,"SequenceNumber":1,"Sender":{"InstanceId":"","ExecutionI)j"
      R"j(d":""},"SerializableTraceContext":null})j";

inline constexpr char terminate[]
    = R"j({"$type":"DurableTask.AzureStorage.MessageData","ActivityId":"5f0c2a9e-7d3b-4c1a-9e8f-00)j"
      R"j(1122334456","TaskMessage":{"$type":"DurableTask.Core.TaskMessage","Event":{"$type":"Dura)j"
      R"j(bleTask.Core.History.ExecutionTerminatedEvent","EventType":3,"Input":"stopped by operato)j"
      R"j(r","EventId":-1,"IsPlayed":false,"Timestamp":"2026-03-02T10:20:30.1234567Z"},"SequenceNu)j"
      R"j(mber":0,"OrchestrationInstance":{"$type":"DurableTask.Core.OrchestrationInstance","Insta)j"
      R"j(nceId":"order-42","ExecutionId":null},"OrchestrationExecutionContext":null},"CompressedB)j"
      R"j(lobName":null,"SequenceNumber":2,"Sender":{"InstanceId":"","ExecutionId":""},"Serializab)j"
      R"j(leTraceContext":null})j";

inline constexpr char suspend[]
    = R"j({"$type":"DurableTask.AzureStorage.MessageData","ActivityId":"5f0c2a9e-7d3b-4c1a-9e8f-00)j"
      R"j(1122334457","TaskMessage":{"$type":"DurableTask.Core.TaskMessage","Event":{"$type":"Dura)j"
      R"j(bleTask.Core.History.ExecutionSuspendedEvent","EventType":19,"Reason":"maintenance windo)j"
      R"j(w","EventId":-1,"IsPlayed":false,"Timestamp":"2026-03-02T10:20:30.1234567Z"},"SequenceNu)j"
      R"j(mber":0,"OrchestrationInstance":{"$type":"DurableTask.Core.OrchestrationInstance","Insta)j"
      R"j(nceId":"order-42","ExecutionId":null},"OrchestrationExecutionContext":null},"CompressedB)j"
      R"j(lobName":null,"SequenceNumber":3,"Sender":{"InstanceId":"","ExecutionId":""},"Serializab)j"
      R"j(leTraceContext":null})j";

inline constexpr char resume[]
    = R"j({"$type":"DurableTask.AzureStorage.MessageData","ActivityId":"5f0c2a9e-7d3b-4c1a-9e8f-00)j"
      R"j(1122334458","TaskMessage":{"$type":"DurableTask.Core.TaskMessage","Event":{"$type":"Dura)j"
      R"j(bleTask.Core.History.ExecutionResumedEvent","EventType":20,"Reason":"maintenance over",")j"
      R"j(EventId":-1,"IsPlayed":false,"Timestamp":"2026-03-02T10:20:30.1234567Z"},"SequenceNumber)j"
      R"j(":0,"OrchestrationInstance":{"$type":"DurableTask.Core.OrchestrationInstance","InstanceI)j"
      R"j(d":"order-42","ExecutionId":null},"OrchestrationExecutionContext":null},"CompressedBlobN)j"
      R"j(ame":null,"SequenceNumber":4,"Sender":{"InstanceId":"","ExecutionId":""},"SerializableTr)j"
      R"j(aceContext":null})j";

inline constexpr char event[]
    = R"j({"$type":"DurableTask.AzureStorage.MessageData","ActivityId":"5f0c2a9e-7d3b-4c1a-9e8f-00)j"
      R"j(1122334459","TaskMessage":{"$type":"DurableTask.Core.TaskMessage","Event":{"$type":"Dura)j"
      R"j(bleTask.Core.History.EventRaisedEvent","EventType":15,"Name":"Approval","Input":"{\"appr)j"
      R"j(oved\":true}","ParentTraceContext":null,"EventId":-1,"IsPlayed":false,"Timestamp":"2026-)j"
      R"j(03-02T10:20:30.1234567Z"},"SequenceNumber":0,"OrchestrationInstance":{"$type":"DurableTa)j"
      R"j(sk.Core.OrchestrationInstance","InstanceId":"order-42","ExecutionId":null},"Orchestratio)j"
      R"j(nExecutionContext":null},"CompressedBlobName":null,"SequenceNumber":5,"Sender":{"Instanc)j"
      R"j(eId":"","ExecutionId":""},"SerializableTraceContext":null})j";

inline constexpr char signal[]
    = R"j({"$type":"DurableTask.AzureStorage.MessageData","ActivityId":"5f0c2a9e-7d3b-4c1a-9e8f-00)j"
      R"j(112233445a","TaskMessage":{"$type":"DurableTask.Core.TaskMessage","Event":{"$type":"Dura)j"
      R"j(bleTask.Core.History.EventRaisedEvent","EventType":15,"Name":"op","Input":"{\"op\":\"add)j"
      R"j(\",\"signal\":true,\"input\":\"5\",\"id\":\"d3b07384-d9a0-4c9b-8f2e-6a5b4c3d2e1f\",\"Tim)j"
      R"j(estamp\":\"0001-01-01T00:00:00\",\"Predecessor\":\"0001-01-01T00:00:00\"}","ParentTraceC)j"
      R"j(ontext":null,"EventId":-1,"IsPlayed":false,"Timestamp":"2026-03-02T10:20:30.1234567Z"},")j"
      R"j(SequenceNumber":0,"OrchestrationInstance":{"$type":"DurableTask.Core.OrchestrationInstan)j"
      R"j(ce","InstanceId":"@counter@myCounter","ExecutionId":null},"OrchestrationExecutionContext)j"
      R"j(":null},"CompressedBlobName":null,"SequenceNumber":6,"Sender":{"InstanceId":"","Executio)j"
      R"j(nId":""},"SerializableTraceContext":null})j";

inline constexpr char delayedSignal[]
    = R"j({"$type":"DurableTask.AzureStorage.MessageData","ActivityId":"5f0c2a9e-7d3b-4c1a-9e8f-00)j"
      R"j(112233445b","TaskMessage":{"$type":"DurableTask.Core.TaskMessage","Event":{"$type":"Dura)j"
      R"j(bleTask.Core.History.EventRaisedEvent","EventType":15,"Name":"op@2026-03-02T12:00:00.000)j"
      R"j(0000Z","Input":"{\"op\":\"add\",\"signal\":true,\"input\":\"5\",\"id\":\"d3b07384-d9a0-4)j"
      R"j(c9b-8f2e-6a5b4c3d2e1f\",\"due\":\"2026-03-02T12:00:00Z\",\"Timestamp\":\"0001-01-01T00:0)j"
      R"j(0:00\",\"Predecessor\":\"0001-01-01T00:00:00\"}","ParentTraceContext":null,"EventId":-1,)j"
      R"j("IsPlayed":false,"Timestamp":"2026-03-02T10:20:30.1234567Z"},"SequenceNumber":0,"Orchest)j"
      R"j(rationInstance":{"$type":"DurableTask.Core.OrchestrationInstance","InstanceId":"@counter)j"
      R"j(@myCounter","ExecutionId":null},"OrchestrationExecutionContext":null},"CompressedBlobNam)j"
      R"j(e":null,"SequenceNumber":7,"Sender":{"InstanceId":"","ExecutionId":""},"SerializableTrac)j"
      R"j(eContext":null})j";

inline constexpr char wrapper[]
    = R"j({"$type":"DurableTask.AzureStorage.MessageData","ActivityId":"00000000-0000-0000-0000-00)j"
      R"j(0000000000","TaskMessage":null,"CompressedBlobName":"order-42/message-5f0c2a9e7d3b4c1a9e)j"
      R"j(8f001122334459-EventRaised.json.gz","SequenceNumber":0,"Sender":null,"SerializableTraceC)j"
      R"j(ontext":null})j";

inline constexpr char generic[]
    = R"j({"$type":"DurableTask.AzureStorage.MessageData","ActivityId":"5f0c2a9e-7d3b-4c1a-9e8f-00)j"
      R"j(112233445c","TaskMessage":{"$type":"DurableTask.Core.TaskMessage","Event":{"$type":"Dura)j"
      R"j(bleTask.Core.History.GenericEvent","Data":"retry after fix","EventType":17,"EventId":-1,)j"
      R"j("IsPlayed":false,"Timestamp":"2026-03-02T10:20:30.1234567Z"},"SequenceNumber":0,"Orchest)j"
      R"j(rationInstance":{"$type":"DurableTask.Core.OrchestrationInstance","InstanceId":"order-42)j"
      R"j(","ExecutionId":null},"OrchestrationExecutionContext":null},"CompressedBlobName":null,"S)j"
      R"j(equenceNumber":8,"Sender":{"InstanceId":"","ExecutionId":""},"SerializableTraceContext":)j"
      R"j(null})j";

inline constexpr char terminateBase64[]
    = "eyIkdHlwZSI6IkR1cmFibGVUYXNrLkF6dXJlU3RvcmFnZS5NZXNzYWdlRGF0YSIsIkFjdGl2aXR5SWQiOiI1ZjBjMmE5"
      "ZS03ZDNiLTRjMWEtOWU4Zi0wMDExMjIzMzQ0NTYiLCJUYXNrTWVzc2FnZSI6eyIkdHlwZSI6IkR1cmFibGVUYXNrLkNv"
      "cmUuVGFza01lc3NhZ2UiLCJFdmVudCI6eyIkdHlwZSI6IkR1cmFibGVUYXNrLkNvcmUuSGlzdG9yeS5FeGVjdXRpb25U"
      "ZXJtaW5hdGVkRXZlbnQiLCJFdmVudFR5cGUiOjMsIklucHV0Ijoic3RvcHBlZCBieSBvcGVyYXRvciIsIkV2ZW50SWQi"
      "Oi0xLCJJc1BsYXllZCI6ZmFsc2UsIlRpbWVzdGFtcCI6IjIwMjYtMDMtMDJUMTA6MjA6MzAuMTIzNDU2N1oifSwiU2Vx"
      "dWVuY2VOdW1iZXIiOjAsIk9yY2hlc3RyYXRpb25JbnN0YW5jZSI6eyIkdHlwZSI6IkR1cmFibGVUYXNrLkNvcmUuT3Jj"
      "aGVzdHJhdGlvbkluc3RhbmNlIiwiSW5zdGFuY2VJZCI6Im9yZGVyLTQyIiwiRXhlY3V0aW9uSWQiOm51bGx9LCJPcmNo"
      "ZXN0cmF0aW9uRXhlY3V0aW9uQ29udGV4dCI6bnVsbH0sIkNvbXByZXNzZWRCbG9iTmFtZSI6bnVsbCwiU2VxdWVuY2VO"
      "dW1iZXIiOjIsIlNlbmRlciI6eyJJbnN0YW5jZUlkIjoiIiwiRXhlY3V0aW9uSWQiOiIifSwiU2VyaWFsaXphYmxlVHJh"
      "Y2VDb250ZXh0IjpudWxsfQ==";

} // namespace hubdeck::test::vectors
